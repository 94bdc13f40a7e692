/// What a hub tells the area: figures by week and session, their order, and what may be shown of them.
package org.doorstep.relay.contract.figures;
