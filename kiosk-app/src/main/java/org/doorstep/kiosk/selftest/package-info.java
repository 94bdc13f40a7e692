/// What a technician runs to see every part of a kiosk work, and the report that is left of it.
package org.doorstep.kiosk.selftest;
