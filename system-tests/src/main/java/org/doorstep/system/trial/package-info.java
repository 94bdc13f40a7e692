/// A whole Doorstep to measure and to prove: the real programs in a folder of their own, and the hands that use them.
package org.doorstep.system.trial;
