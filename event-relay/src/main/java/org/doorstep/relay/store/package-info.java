/// One SQLite file, one connection that writes, many that read. Only this package opens SQLite.
package org.doorstep.relay.store;
