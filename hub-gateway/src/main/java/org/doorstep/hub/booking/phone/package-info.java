/// A resident's own page by phone: what they have booked, and the same few touches as at a kiosk.
package org.doorstep.hub.booking.phone;
