/// The one claim table: who has which unit when, and every way in.
package org.doorstep.hub.booking.claims;
