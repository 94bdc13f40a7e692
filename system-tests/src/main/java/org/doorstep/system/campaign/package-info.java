/// The campaign behind `./campaign`: it hurts a whole Doorstep in every way that a hub is hurt, and keeps its own
// truth.
package org.doorstep.system.campaign;
