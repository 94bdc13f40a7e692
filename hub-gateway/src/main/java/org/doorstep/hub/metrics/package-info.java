/// The hub in numbers, for what watches it (Prometheus); nothing about anybody.
package org.doorstep.hub.metrics;
