/// Passes and cards as the hub knows them: signed, sealed, and as tokens.
package org.doorstep.hub.passes;
