package org.doorstep.area.login;

import io.javalin.http.Context;
import java.util.Locale;
import org.doorstep.area.web.Pages;
import org.doorstep.area.web.Words;
import org.doorstep.login.LoginPages;

/// The pages of signing in, in the area's frame and words.
public final class SignInPages implements LoginPages {
    private final Pages pages;
    private final Words words;

    /// What a template of this package shows: `note` is the key of a sentence, or empty.
    public record FormPage(String note, long waitMinutes, String name, String next) {}

    /// `explanation` is the key of a sentence.
    public record RefusedPage(String explanation) {}

    public SignInPages(Pages pages, Words words) {
        this.pages = pages;
        this.words = words;
    }

    @Override
    public String signIn(Context ctx, SignInForm form) {
        String note = form.note() == SignInNote.NONE ? "" : "sign-in." + word(form.note());
        return pages.draw(
                "login/sign-in",
                pages.frame(words.say("sign-in.title")),
                new FormPage(note, form.waitMinutes(), form.name(), form.next()));
    }

    @Override
    public String begin(Context ctx, BeginForm form) {
        String note = form.note() == BeginNote.NONE ? "" : "begin." + word(form.note());
        return pages.draw("login/begin", pages.frame(words.say("begin.title")), new FormPage(note, 0, form.name(), ""));
    }

    @Override
    public String refused(Context ctx, Refusal refusal) {
        return pages.draw(
                "login/refused", pages.frame(words.say("refused.title")), new RefusedPage("refused." + word(refusal)));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
