package org.doorstep.relay.link;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.doorstep.relay.contract.PrivateReply;
import org.doorstep.relay.contract.PrivateRequest;
import org.doorstep.relay.contract.Reply;
import org.doorstep.relay.contract.Request;
import org.doorstep.relay.sealing.PrivateAsking;
import org.doorstep.relay.sealing.PrivateTalk;

/// A device's questions about people, sealed on the way there and back. Safe for all threads.
public final class PrivateRequests implements PrivateTalk {
    private final Requests requests;
    private final PrivateAsking asking;

    public PrivateRequests(Requests requests, PrivateAsking asking) {
        this.requests = requests;
        this.asking = asking;
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
        throw failed("The hub would not answer a private question.");
    }

    private static CompletionException failed(String why) {
        return new CompletionException(new LinkException(why, null));
    }
}
