/// "You said, we did": what people asked for and what came of it, for the kiosks' first page.
package org.doorstep.hub.yousaid;
