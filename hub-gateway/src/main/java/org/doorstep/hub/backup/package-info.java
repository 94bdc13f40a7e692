/// The hub's second copy: a log, sealed to a printed sheet, of everything that only the hub knows and of every event,
/// on another disk; and the making of a hub from it (docs/decisions/0032).
package org.doorstep.hub.backup;
