/// How people felt: counts, and never whose.
package org.doorstep.hub.mood;
