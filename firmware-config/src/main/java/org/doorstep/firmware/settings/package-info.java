/// How every program reads its settings: once, whole, every mistake reported together with its key and its remedy.
package org.doorstep.firmware.settings;
