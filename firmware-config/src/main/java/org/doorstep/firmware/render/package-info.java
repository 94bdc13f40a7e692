/// Files for programs that are not ours, made from what a hub knows.
package org.doorstep.firmware.render;
