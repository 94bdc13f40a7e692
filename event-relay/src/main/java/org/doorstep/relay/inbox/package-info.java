/// What a hub has been told: each event once, as its bytes came, with how far each device's rows are here.
package org.doorstep.relay.inbox;
