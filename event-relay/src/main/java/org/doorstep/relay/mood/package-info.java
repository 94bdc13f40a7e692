/// What kiosk and hub both need of answers before they may be written: counting without an order, and telling play.
package org.doorstep.relay.mood;
