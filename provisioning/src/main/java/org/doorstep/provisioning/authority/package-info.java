/// The authority, and what hubs do in its name: who is one of ours, for how long, and who no longer.
package org.doorstep.provisioning.authority;
