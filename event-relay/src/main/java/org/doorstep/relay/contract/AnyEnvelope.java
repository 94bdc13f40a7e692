package org.doorstep.relay.contract;

/// An event in one of its two forms: with its time and its device's clocks, or made so that nobody can be matched to
/// it. What both have is what the relay works with; a time is only to be had from the first.
public sealed interface AnyEnvelope permits Envelope, AnonymousEnvelope {

    EventId id();

    Source source();

    StoreId store();

    Lane lane();

    /// Gap-free from 1 within (device, store, lane).
    long sequence();

    HubEvent data();
}
