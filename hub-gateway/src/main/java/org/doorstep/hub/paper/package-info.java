/// Passes on paper: sheets of cards and stickers to print, for people to carry.
package org.doorstep.hub.paper;
