/// Hubs over weeks: each against itself, and side by side.
package org.doorstep.area.compare;
