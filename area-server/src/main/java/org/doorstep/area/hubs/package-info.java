/// Which hubs belong to the area, and when each was last heard.
package org.doorstep.area.hubs;
