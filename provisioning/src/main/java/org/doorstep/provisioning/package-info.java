/// The command line with which a device comes to be ours. Its usage text is its specification.
package org.doorstep.provisioning;
