/// What is on: activities, the sessions they make by themselves, and the schedule that kiosks are told.
package org.doorstep.hub.activities;
