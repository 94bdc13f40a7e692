/// What is on today, as the hub last said, kept on the kiosk's own disk.
package org.doorstep.kiosk.schedule;
