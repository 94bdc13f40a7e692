/// What one person wishes of the screen: how it is said, where it may be written, and how long it
/// holds.
package org.doorstep.kiosk.wishes;
