/// What goes from this kiosk to its hub on a stick, and the hub's word that comes back on it.
package org.doorstep.kiosk.carry;
