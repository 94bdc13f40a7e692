/// How a new device comes to be a hub's: what is scanned or typed, how both sides prove the code to
/// each other, what is asked and answered at the hub's device door, and the call itself
/// (docs/decisions/0054).
package org.doorstep.relay.joining;
