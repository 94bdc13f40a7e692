/// What the pages of all features share.
package org.doorstep.hub.web;
