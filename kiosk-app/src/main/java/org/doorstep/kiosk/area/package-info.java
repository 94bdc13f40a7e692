/// Which small area a postcode is in, so that the postcode itself need go nowhere.
package org.doorstep.kiosk.area;
