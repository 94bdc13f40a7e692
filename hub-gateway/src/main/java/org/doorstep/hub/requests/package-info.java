/// What devices ask the hub and what it answers: how far their events are, the key for tokens, blank passes. And the
/// news that it sends unasked: the schedule.
package org.doorstep.hub.requests;
