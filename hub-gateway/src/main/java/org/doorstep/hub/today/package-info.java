/// The first page: what is going on in the hub now, and what needs a person. It reads what other features know.
package org.doorstep.hub.today;
