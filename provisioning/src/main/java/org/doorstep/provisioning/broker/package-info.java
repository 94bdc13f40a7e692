/// Files for a broker that the hub does not embed.
package org.doorstep.provisioning.broker;
