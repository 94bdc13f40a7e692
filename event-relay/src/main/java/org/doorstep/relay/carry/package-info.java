/// What is carried by hand where there is no network: rows as an encrypted, signed file, and the signed answer to it.
package org.doorstep.relay.carry;
