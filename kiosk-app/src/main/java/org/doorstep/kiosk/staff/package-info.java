/// The way out of the page, for those who see to the kiosk: a pass of staff, and its PIN.
package org.doorstep.kiosk.staff;
