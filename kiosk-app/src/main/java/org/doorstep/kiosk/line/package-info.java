/// The line to the hub: what is told, asked and heard when there is one. The rest of the kiosk does not wait for it.
package org.doorstep.kiosk.line;
