package org.doorstep.relay.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InMemoryLinkTest extends LinkContract {
    private final InMemoryBroker broker = new InMemoryBroker(new Random(1));

    @Override
    Link link(String clientName, List<String> filters, Presence presence) {
        return new InMemoryLink(broker, clientName, filters, presence);
    }

    @Override
    void carry() {
        broker.deliver(10_000);
    }

    @Override
    void breakAndMend(Link link) {
        InMemoryLink inMemory = (InMemoryLink) link;
        inMemory.cut();
        inMemory.mend();
    }

    @Test
    void aFilterMatchesByLevels() {
        assertThat(InMemoryBroker.matches("a/+/c", "a/b/c")).isTrue();
        assertThat(InMemoryBroker.matches("a/+/c", "a/b/b/c")).isFalse();
        assertThat(InMemoryBroker.matches("a/#", "a/b/c")).isTrue();
        assertThat(InMemoryBroker.matches("a/b", "a/b/c")).isFalse();
    }
}
