/// The broker inside the hub: MQTT 5, and who may write and read which topic.
package org.doorstep.hub.broker;
