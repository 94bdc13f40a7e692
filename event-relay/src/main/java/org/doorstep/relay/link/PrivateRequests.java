package org.doorstep.relay.link;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.sealing.PrivateAsking;
import org.doorstep.relay.sealing.PrivateTalk;

/// A device's questions about people, sealed on the way there and back. Safe for all threads.
public final class PrivateRequests implements PrivateTalk {
    private final Requests requests;
    private final PrivateAsking asking;
    private final BiConsumer<Request.Private, Reply.SealingKey> told;

    public PrivateRequests(Requests requests, PrivateAsking asking) {
        this(requests, asking, (question, word) -> {});
    }

    /// `told` hears which key the hub says to seal with, if it could not open a question; nobody
    /// has held that against its signature.
    public PrivateRequests(
            Requests requests, PrivateAsking asking, BiConsumer<Request.Private, Reply.SealingKey> told) {
        this.requests = requests;
        this.asking = asking;
        this.told = told;
    }

    @Override
    public CompletableFuture<PrivateReply> ask(PrivateRequest request, Duration patience) {
        Request.Private question = asking.sealed(request);
        return requests.ask(question, patience).thenApply(reply -> opened(question, reply));
    }

    private PrivateReply opened(Request.Private question, Reply reply) {
        if (reply instanceof Reply.Private answer) {
            return asking.opened(question, answer).orElseThrow(() -> failed("An answer came that does not open."));
        }
        if (reply instanceof Reply.SealingKey word) {
            told.accept(question, word);
        }
        throw failed("The hub would not answer a private question.");
    }

    private static CompletionException failed(String why) {
        return new CompletionException(new LinkException(why, null));
    }
}
