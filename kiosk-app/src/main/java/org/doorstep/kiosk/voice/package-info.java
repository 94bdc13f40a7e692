/// Reading aloud: a sentence becomes a sound, from a recording or by the machine's own voice.
package org.doorstep.kiosk.voice;
