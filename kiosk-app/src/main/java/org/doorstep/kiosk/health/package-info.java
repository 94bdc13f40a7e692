/// How the kiosk is: for its own page, for the hub's heartbeat, and for whoever asks /health.
package org.doorstep.kiosk.health;
