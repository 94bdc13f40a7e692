/// The campaign behind `./campaign`: it hurts whole houses of Doorstep by a seed, and keeps its own truth.
package org.doorstep.system.campaign;
