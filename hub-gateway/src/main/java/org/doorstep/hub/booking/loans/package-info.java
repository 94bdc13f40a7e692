/// Tools that go out and come back: who has what, how it is, what is late, and what one must have
/// been shown first.
package org.doorstep.hub.booking.loans;
