/// How a kiosk comes to belong to a hub, and stays so: the code it is shown, what it keeps, and its next certificates.
package org.doorstep.kiosk.joining;
