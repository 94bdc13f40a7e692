/// Whether the server is well, for people and for programs: health, metrics, and a caller of its own.
package org.doorstep.area.watch;
