/// How a file that others will trust comes to be: whole or not at all.
package org.doorstep.firmware.files;
