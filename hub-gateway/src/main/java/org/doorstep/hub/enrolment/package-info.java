/// Which devices are ours, and how they prove it.
package org.doorstep.hub.enrolment;
