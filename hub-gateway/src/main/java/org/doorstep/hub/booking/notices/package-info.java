/// Word to the people who work here that something of rooms and tools waits for them, by e-mail or
/// webhook. Optional: what stands in it is on the pages as well, and nothing needs it.
package org.doorstep.hub.booking.notices;
