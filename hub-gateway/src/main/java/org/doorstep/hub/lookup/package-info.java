/// Looking somebody up, with a reason, by a role that may, and each look written down (decision 0081).
package org.doorstep.hub.lookup;
