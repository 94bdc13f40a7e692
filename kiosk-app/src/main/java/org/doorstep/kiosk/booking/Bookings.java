package org.doorstep.kiosk.booking;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.doorstep.relay.contract.Credential;

/// What faces ask of bookings. Each future completes within some seconds, whether the hub answers
/// or not, and never exceptionally. Safe for all threads.
public interface Bookings {
    /// Where nothing can be booked.
    Bookings NONE = new None();

    /// What can be booked and when it is free, as the hub last told; empty until it has told.
    Optional<Board> board();

    /// The hub's word, or a lease's, or that it is saved until the hub can be asked.
    CompletableFuture<Answer> book(Wish wish);

    CompletableFuture<Mine> mine(Credential who);

    /// The booking with that code, if it is theirs.
    CompletableFuture<Answer> cancel(Credential who, String code);

    /// Yes or no to what the waiting list offers them under that code.
    CompletableFuture<Answer> answer(Credential who, String code, boolean yes);

    /// An address that opens their bookings on their own phone; empty if the hub cannot be asked.
    CompletableFuture<Optional<PhoneLink>> phone(Credential who);

    /// What a code that was shown is the label of; empty if it is none of ours.
    Optional<Tool> tool(String text);

    /// Taking a tool is a fact, and is never refused.
    Answer take(Credential who, Tool tool);

    Answer bring(Tool tool, State state);

    /// How a tool came back.
    enum State {
        FINE,
        CARE,
        BROKEN
    }

    /// One tool by its label. `title` and `place` are "" where the board does not name it.
    record Tool(String label, String title, String place) {}

    /// Nobody has any, and there is nothing to ask.
    final class None implements Bookings {
        private None() {}

        @Override
        public Optional<Board> board() {
            return Optional.empty();
        }

        @Override
        public CompletableFuture<Answer> book(Wish wish) {
            return CompletableFuture.completedFuture(new Answer.HubAway());
        }

        @Override
        public CompletableFuture<Mine> mine(Credential who) {
            return CompletableFuture.completedFuture(new Mine(List.of(), false));
        }

        @Override
        public CompletableFuture<Answer> cancel(Credential who, String code) {
            return CompletableFuture.completedFuture(new Answer.HubAway());
        }

        @Override
        public CompletableFuture<Answer> answer(Credential who, String code, boolean yes) {
            return CompletableFuture.completedFuture(new Answer.HubAway());
        }

        @Override
        public CompletableFuture<Optional<PhoneLink>> phone(Credential who) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public Optional<Tool> tool(String text) {
            return Optional.empty();
        }

        @Override
        public Answer take(Credential who, Tool tool) {
            return new Answer.CannotSave();
        }

        @Override
        public Answer bring(Tool tool, State state) {
            return new Answer.CannotSave();
        }
    }
}
