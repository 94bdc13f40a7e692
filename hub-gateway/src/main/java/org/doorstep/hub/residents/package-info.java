/// Who holds which passes, which of them were stopped, and what kiosks are told of it.
package org.doorstep.hub.residents;
