/// The program on each kiosk.
package org.doorstep.kiosk;
