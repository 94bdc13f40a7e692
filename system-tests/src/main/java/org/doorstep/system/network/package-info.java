/// Lines that fail as lines do, and worse: cut, deaf, slow; messages that vanish, come twice or in another order.
package org.doorstep.system.network;
