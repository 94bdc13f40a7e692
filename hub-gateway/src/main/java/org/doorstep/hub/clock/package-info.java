/// What time it is: the hub's own, and how devices' times are held against it.
package org.doorstep.hub.clock;
