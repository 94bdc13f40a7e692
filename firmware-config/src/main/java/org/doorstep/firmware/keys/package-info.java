/// The hub's own keys as files, made by provisioning and read by the hub: what each is for, and its public half.
package org.doorstep.firmware.keys;
