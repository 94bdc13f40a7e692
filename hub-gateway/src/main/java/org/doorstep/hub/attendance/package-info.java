/// Who came to what: taps become visits, visits become figures, and pages ask for both.
package org.doorstep.hub.attendance;
