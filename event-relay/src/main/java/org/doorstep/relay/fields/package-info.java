/// The file of fields: what every column of every table says of anybody, why, for how long, and who
/// may read it.
package org.doorstep.relay.fields;
