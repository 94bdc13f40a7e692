/// The program in each hub: it takes in what the kiosks saw, counts it, and shows it. Read
/// [org.doorstep.hub.Hub] first.
package org.doorstep.hub;
