/// What a pass carries: its code, the keys that sign it, and how both are written.
package org.doorstep.relay.contract.passes;
