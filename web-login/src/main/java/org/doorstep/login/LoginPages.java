package org.doorstep.login;

import io.javalin.http.Context;

/// The pages of signing in, drawn by the program in its own layout and words. Each gets what happened as a constant,
/// never as a sentence.
public interface LoginPages {
    /// A form to POST to `/sign-in` with `name`, `password` and `next`.
    String signIn(Context ctx, SignInForm form);

    /// A form to POST to the same address with `name` and `password`.
    String begin(Context ctx, BeginForm form);

    /// What is said instead of the page asked for; under `/api/`, a problem of RFC 9457 as JSON.
    String refused(Context ctx, Refusal refusal);

    /// `waitMinutes` counts only with [SignInNote#WAIT]. `next` is the path to go to afterwards.
    record SignInForm(SignInNote note, String name, String next, long waitMinutes) {}

    /// `name` is what was typed before, to be shown again.
    record BeginForm(BeginNote note, String name) {}

    enum SignInNote {
        NONE,
        /// The name and the password do not go together; which of them is wrong is not said.
        WRONG,
        /// Too many wrong guesses.
        WAIT,
        /// Too many people are signing in at this moment.
        BUSY
    }

    enum BeginNote {
        NONE,
        /// 2 to 64 letters, digits, dots, hyphens or spaces.
        NAME_FORM,
        NAME_TAKEN,
        /// Shorter than 12 characters.
        PASSWORD_SHORT,
        /// Longer than 128 characters.
        PASSWORD_LONG,
        /// The name itself, or a few characters over and over.
        PASSWORD_EASY,
        BUSY
    }

    enum Refusal {
        /// Nobody is signed in, and this was not a page to come back to.
        SIGN_IN_FIRST,
        /// Signed in, but this page is for another role.
        ANOTHER_ROLE,
        /// The form was made before this sign-in, or by another site.
        STALE_FORM,
        /// The one-time link has been used, replaced, or is too old.
        LINK_SPENT
    }
}
