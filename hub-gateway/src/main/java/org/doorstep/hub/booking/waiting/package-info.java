/// Who waits for what is taken, and what is offered to them; who lost what they had; to whom a
/// person has still to say yes; who did not come. Rooms and tools together.
package org.doorstep.hub.booking.waiting;
