/// The hub's door for browsers: routes that each name who may come, templates, words, static files, live pages. It
/// knows no feature; every feature hands it its own routes. Signing in itself is `web-login`'s.
package org.doorstep.hub.web;
