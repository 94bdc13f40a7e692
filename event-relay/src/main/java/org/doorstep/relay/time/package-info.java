/// When it is, and how sure we are: clocks as a device without a clock chip has them.
package org.doorstep.relay.time;
