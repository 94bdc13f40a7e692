/// What a device has to say, kept until its hub has committed it.
package org.doorstep.relay.outbox;
