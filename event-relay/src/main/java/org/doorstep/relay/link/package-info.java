/// The port to a broker, and its adapters. Only this package and the hub's `broker` know MQTT.
package org.doorstep.relay.link;
