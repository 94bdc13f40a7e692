/// Codes seen by a camera, and found in pictures.
package org.doorstep.kiosk.hardware.camera;
