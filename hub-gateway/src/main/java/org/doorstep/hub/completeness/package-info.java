/// Whether anything is missing: what the kiosks' heartbeats state, held against what is here
/// (docs/decisions/0034).
package org.doorstep.hub.completeness;
