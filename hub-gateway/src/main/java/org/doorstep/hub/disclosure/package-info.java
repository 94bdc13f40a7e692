/// The one gate by which a figure leaves the hub, and the ledger of everything that has (docs/decisions/0021).
package org.doorstep.hub.disclosure;
