/// The kiosk's page, served: what comes of a reading, what changes by itself, and the touches. Loopback only; it knows
// no
/// network.
package org.doorstep.kiosk.screen;
