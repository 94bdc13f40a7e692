/// An authority of a demonstration's or a trial's own, and the certificates that come of it, by the real commands.
package org.doorstep.system.identity;
