/// Where the area keeps what it was told: one port, and an adapter each for SQLite and PostgreSQL.
package org.doorstep.area.store;
