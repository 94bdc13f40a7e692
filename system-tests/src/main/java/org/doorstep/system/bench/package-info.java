/// How fast and how large Doorstep is, measured on the machine at hand and printed beside its limits.
package org.doorstep.system.bench;
