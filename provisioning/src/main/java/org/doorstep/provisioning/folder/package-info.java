/// The folders that programs run from: made once, never changed, secrets readable by their owner alone.
package org.doorstep.provisioning.folder;
