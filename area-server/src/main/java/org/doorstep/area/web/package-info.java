/// What all pages of the area share: the server, the templates, the words, and the files beside them.
package org.doorstep.area.web;
