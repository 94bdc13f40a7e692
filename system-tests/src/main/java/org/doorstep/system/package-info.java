/// The whole of Doorstep on one machine: started for a demonstration, measured, and tested.
package org.doorstep.system;
