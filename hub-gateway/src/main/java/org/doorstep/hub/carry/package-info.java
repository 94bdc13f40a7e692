/// What is carried to this hub by hand, where no network reaches: taken in as if it had come over the link, and
/// answered.
package org.doorstep.hub.carry;
