/// `./run`: the whole of Doorstep in one process tree, with one table that says what to open and what to try.
package org.doorstep.system.launch;
