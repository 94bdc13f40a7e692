/// The way in: what devices send, taken from the broker, committed, counted, and only then acknowledged.
package org.doorstep.hub.ingest;
