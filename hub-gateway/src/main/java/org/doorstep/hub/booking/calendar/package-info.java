/// The manager's calendar of rooms and tools: seen by week and by day, and every booking made,
/// moved and ended from it.
package org.doorstep.hub.booking.calendar;
