/// What kiosks and hub ask each other beside events, in the open and in private.
package org.doorstep.relay.contract.talk;
