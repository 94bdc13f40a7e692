/// The kiosk's page: what is on, what came of a reading, and the touches. Loopback only; it knows no network.
package org.doorstep.kiosk.screen;
