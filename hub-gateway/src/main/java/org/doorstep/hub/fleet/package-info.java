/// The kiosks as the hub knows them: last heard of, what they still hold, what is missing, their readers and blanks.
package org.doorstep.hub.fleet;
