/// Who belongs to whom: an area has hubs, a hub has devices, and each is known by a secret of its own.
package org.doorstep.provisioning.enrol;
