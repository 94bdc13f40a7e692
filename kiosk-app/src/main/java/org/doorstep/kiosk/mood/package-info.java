/// How people felt, so that nobody can tell whose answer it was.
package org.doorstep.kiosk.mood;
