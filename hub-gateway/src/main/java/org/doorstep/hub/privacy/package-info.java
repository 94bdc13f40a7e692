/// What is held by the file of fields: retention that runs by it, and the papers that are made from it.
package org.doorstep.hub.privacy;
