/// The hub's own side of signing in: the pages that `web-login` asks it to draw, and the page about the people.
package org.doorstep.hub.login;
