/// What the hub has told of passes, in this program's memory only.
package org.doorstep.kiosk.roster;
