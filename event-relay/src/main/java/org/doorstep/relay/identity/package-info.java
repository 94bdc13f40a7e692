/// Who is ours, shown by certificates: their form, how they are made, and how they are held against
/// the authority.
package org.doorstep.relay.identity;
