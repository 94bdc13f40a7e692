/// On which dates something is on that is on again and again, in local time, and when schools are open. Pure.
package org.doorstep.hub.rhythm;
