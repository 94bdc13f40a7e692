package org.doorstep.relay.link;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;

/// A device's questions to its hub, each with its answer or its failure. Safe for all threads.
///
/// Give it to the link's [Switchboard]: it takes what comes on the device's `reply` topic, and an answer that nobody
/// waits for, or no longer, is dropped.
public final class Requests implements Link.Listener {
    /// More questions at once than a device has reasons to ask.
    private static final int MOST_OPEN = 64;

    private static final int CORRELATION_BYTES = 16;

    private final Link link;
    private final String requestTopic;
    private final String replyTopic;
    private final RandomGenerator random;
    private final Map<String, CompletableFuture<Reply>> open = new ConcurrentHashMap<>();

    public Requests(Link link, Topics topics, DeviceId device, RandomGenerator random) {
        this.link = link;
        this.requestTopic = topics.request(device);
        this.replyTopic = topics.reply(device);
        this.random = random;
    }

    /// Completes with the hub's answer, or exceptionally: not connected ([LinkException]), or nothing came in time.
    public CompletableFuture<Reply> ask(Request request, Duration patience) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        if (open.size() >= MOST_OPEN) {
            answer.completeExceptionally(new LinkException(MOST_OPEN + " questions are open already.", null));
            return answer;
        }
        byte[] correlation = new byte[CORRELATION_BYTES];
        random.nextBytes(correlation);
        String key = HexFormat.of().formatHex(correlation);
        open.put(key, answer);
        answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).whenComplete((_, _) -> open.remove(key));
        link.publish(Message.passing(requestTopic, Wire.writeMessage(request), patience)
                        .asking(replyTopic, correlation))
                .whenComplete((_, why) -> {
                    if (why != null) {
                        answer.completeExceptionally(why);
                    }
                });
        return answer;
    }

    @Override
    public boolean wants(String topic) {
        return topic.equals(replyTopic);
    }

    @Override
    public void received(Link.Delivery delivery) {
        delivery.done();
        CompletableFuture<Reply> answer =
                open.remove(HexFormat.of().formatHex(delivery.message().correlation()));
        if (answer == null) {
            return;
        }
        try {
            answer.complete(Wire.readMessage(delivery.message().payload(), Reply.class));
        } catch (WireException e) {
            answer.completeExceptionally(e);
        }
    }

    @Override
    public void connected() {}

    @Override
    public void lost(String why) {
        open.values().forEach(answer -> answer.completeExceptionally(new LinkException(why, null)));
    }
}
