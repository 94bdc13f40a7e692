/// The kiosk's page, served: what comes of a reading, what changes by itself, and the touches. It knows no network.
package org.doorstep.kiosk.screen;
