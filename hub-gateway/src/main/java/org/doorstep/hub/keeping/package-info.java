/// What is personal in the texts that the hub keeps, and how it is forgotten: each pass's values in
/// boxes under a key of its own, that key destroyed when its holder leaves, and a list of who left
/// that no restoring takes back (docs/decisions/0070 and 0071).
package org.doorstep.hub.keeping;
