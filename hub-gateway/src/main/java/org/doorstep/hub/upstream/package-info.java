/// Sends released figures to the area server, resumes by itself, and says how that goes (docs/decisions/0021, 0022).
package org.doorstep.hub.upstream;
