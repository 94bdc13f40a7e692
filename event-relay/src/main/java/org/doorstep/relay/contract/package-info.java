/// What is said between device, hub and area: envelope, events, topics, acknowledgements.
///
/// Everything here is for ever: a kiosk in a cupboard may speak an old version for years. Fields are only added, and
/// every event ever released keeps an example in `resources/contract/v1`.
package org.doorstep.relay.contract;
