/// Takes what hubs send: figures that have been released, whole batches, each once.
package org.doorstep.area.intake;
