/// The things a person touches or shows something to, in the desk's words. Only the packages below this one know a
/// device; the rest of the kiosk knows these ports.
package org.doorstep.kiosk.hardware;
