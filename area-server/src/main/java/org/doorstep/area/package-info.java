/// The program for the central team: it takes safe figures from many hubs and compares them. Read
/// [org.doorstep.area.Area] first.
package org.doorstep.area;
