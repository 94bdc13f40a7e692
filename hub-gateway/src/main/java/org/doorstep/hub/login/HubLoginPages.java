package org.doorstep.hub.login;

import io.javalin.http.Context;
import java.util.Optional;
import org.doorstep.hub.web.Site;
import org.doorstep.login.LoginPages;

/// The sign-in's pages in the hub's layout and words. Safe for all threads.
public final class HubLoginPages implements LoginPages {
    private final Site site;

    public HubLoginPages(Site site) {
        this.site = site;
    }

    @Override
    public String signIn(Context ctx, SignInForm form) {
        Optional<String> mistake = form.note() == SignInNote.NONE
                ? Optional.empty()
                : Optional.of(site.words().say("sign-in.mistake." + form.note().name(), form.waitMinutes()));
        return site.render(
                "login/sign-in", new SignInPage(site.frame(Optional.empty(), ""), mistake, form.name(), form.next()));
    }

    @Override
    public String begin(Context ctx, BeginForm form) {
        Optional<String> mistake = form.note() == BeginNote.NONE
                ? Optional.empty()
                : Optional.of(site.words().of("begin.mistake", form.note()));
        return site.render("login/begin", new BeginPage(site.frame(Optional.empty(), ""), mistake, form.name()));
    }

    @Override
    public String refused(Context ctx, Refusal refusal) {
        org.doorstep.hub.web.Refusal ours =
                switch (refusal) {
                    case SIGN_IN_FIRST -> org.doorstep.hub.web.Refusal.SIGN_IN_FIRST;
                    case ANOTHER_ROLE -> org.doorstep.hub.web.Refusal.ANOTHER_ROLE;
                    case STALE_FORM -> org.doorstep.hub.web.Refusal.STALE_FORM;
                    case LINK_SPENT -> org.doorstep.hub.web.Refusal.LINK_SPENT;
                };
        return org.doorstep.hub.web.Refusal.text(ctx, site, Optional.empty(), ours);
    }
}
