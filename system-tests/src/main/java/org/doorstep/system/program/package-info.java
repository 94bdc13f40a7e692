/// The real programs as child processes: how they are started, watched, stopped and killed.
package org.doorstep.system.program;
