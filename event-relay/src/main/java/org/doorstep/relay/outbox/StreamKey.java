package org.doorstep.relay.outbox;

import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.StoreId;

/// What has a sequence of its own: one lane of one store.
record StreamKey(StoreId store, Lane lane) {}
