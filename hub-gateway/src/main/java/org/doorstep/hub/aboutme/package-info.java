/// What residents say of themselves, what is told them about themselves, and their leaving.
package org.doorstep.hub.aboutme;
