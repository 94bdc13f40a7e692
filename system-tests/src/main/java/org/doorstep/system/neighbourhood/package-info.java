/// Millbrook Fold: an invented neighbourhood around an invented hub, and three months of what its people did there.
///
/// Nothing in it is taken from any real place or person. The same seed and the same day give the same history.
package org.doorstep.system.neighbourhood;
