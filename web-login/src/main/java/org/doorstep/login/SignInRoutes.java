package org.doorstep.login;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.doorstep.login.LoginPages.BeginForm;
import org.doorstep.login.LoginPages.BeginNote;
import org.doorstep.login.LoginPages.Refusal;
import org.doorstep.login.LoginPages.SignInForm;
import org.doorstep.login.LoginPages.SignInNote;

/// `/sign-in`, `/sign-out` and the one-time link `/begin/…`.
final class SignInRoutes {
    static final String SIGN_IN = "/sign-in";
    static final String BEGIN = "/begin/";

    /// Longer paths are not carried through the sign-in.
    private static final int MOST_NEXT_CHARACTERS = 200;

    private final Accounts accounts;
    private final Sessions sessions;
    private final WrongGuesses wrongGuesses;
    private final Passwords passwords;
    private final Audit audit;
    private final LoginPages pages;
    private final CookieJar cookies;

    /// How this program's cookie looks on this connection.
    @FunctionalInterface
    interface CookieJar {
        Cookie cookie(Context ctx, String secret, int maxAgeSeconds);
    }

    SignInRoutes(
            Accounts accounts,
            Sessions sessions,
            WrongGuesses wrongGuesses,
            Passwords passwords,
            Audit audit,
            LoginPages pages,
            CookieJar cookies) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.wrongGuesses = wrongGuesses;
        this.passwords = passwords;
        this.audit = audit;
        this.pages = pages;
        this.cookies = cookies;
    }

    void addTo(RoutesConfig routes) {
        routes.get(SIGN_IN, this::showSignIn, Anyone.ANYONE);
        routes.post(SIGN_IN, this::signIn, Anyone.ANYONE);
        routes.post("/sign-out", this::signOut, Anyone.ANYONE);
        routes.get(BEGIN + "{link}", this::showBegin, Anyone.ANYONE);
        routes.post(BEGIN + "{link}", this::begin, Anyone.ANYONE);
    }

    static String signInPath(String next) {
        return next.equals("/") ? SIGN_IN : SIGN_IN + "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }

    private void showSignIn(Context ctx) {
        String next = next(ctx.queryParam("next"));
        ctx.html(pages.signIn(ctx, new SignInForm(SignInNote.NONE, "", next, 0)));
    }

    private void signIn(Context ctx) {
        String typed = field(ctx, "name");
        String name = Accounts.name(typed).orElse(typed);
        String next = next(ctx.formParam("next"));
        Duration wait = wrongGuesses.take(name, ctx.ip());
        if (wait.isPositive()) {
            ctx.header("Retry-After", Long.toString(wait.toSeconds() + 1));
            ctx.status(429).html(pages.signIn(ctx, new SignInForm(SignInNote.WAIT, typed, next, minutes(wait))));
            return;
        }
        Optional<String> kept = accounts.passwordHash(name);
        Optional<Boolean> right = passwords.matches(field(ctx, "password"), kept);
        if (right.isEmpty()) {
            wrongGuesses.giveBack(name, ctx.ip());
            ctx.status(503).html(pages.signIn(ctx, new SignInForm(SignInNote.BUSY, typed, next, 0)));
        } else if (!right.get()) {
            // Somebody may have typed their password as the name: only a name that is an account's is written down.
            audit.add(kept.isPresent() ? name : "", Audit.What.WRONG_PASSWORD, ctx.ip());
            ctx.status(401).html(pages.signIn(ctx, new SignInForm(SignInNote.WRONG, typed, next, 0)));
        } else {
            wrongGuesses.right(name, ctx.ip());
            audit.add(name, Audit.What.SIGNED_IN, ctx.ip());
            enter(ctx, name, next);
        }
    }

    private void signOut(Context ctx) {
        String name = cookies.cookie(ctx, "", 0).getName();
        String secret = ctx.cookie(name);
        if (secret != null) {
            sessions.peek(secret).ifPresent(who -> audit.add(who.name(), Audit.What.SIGNED_OUT, ctx.ip()));
            sessions.end(secret);
        }
        ctx.cookie(cookies.cookie(ctx, "", 0));
        ctx.redirect(SIGN_IN, io.javalin.http.HttpStatus.SEE_OTHER);
    }

    private void showBegin(Context ctx) {
        if (accounts.opens(ctx.pathParam("link"))) {
            ctx.html(pages.begin(ctx, new BeginForm(BeginNote.NONE, "")));
        } else {
            ctx.status(410).html(pages.refused(ctx, Refusal.LINK_SPENT));
        }
    }

    private void begin(Context ctx) {
        String link = ctx.pathParam("link");
        String typed = field(ctx, "name");
        String password = field(ctx, "password");
        Optional<String> name = Accounts.name(typed);
        BeginNote weakness = name.isEmpty() ? BeginNote.NAME_FORM : Passwords.weakness(password, name.get());
        if (!accounts.opens(link)) {
            ctx.status(410).html(pages.refused(ctx, Refusal.LINK_SPENT));
        } else if (weakness != BeginNote.NONE) {
            ctx.status(422).html(pages.begin(ctx, new BeginForm(weakness, typed)));
        } else {
            make(ctx, link, name.orElseThrow(), password);
        }
    }

    private void make(Context ctx, String link, String name, String password) {
        Optional<String> hash = passwords.hash(password);
        if (hash.isEmpty()) {
            ctx.status(503).html(pages.begin(ctx, new BeginForm(BeginNote.BUSY, name)));
            return;
        }
        switch (accounts.make(link, name, hash.get())) {
            case MADE -> {
                audit.add(name, Audit.What.ACCOUNT_MADE, ctx.ip());
                enter(ctx, name, "/");
            }
            case NAME_TAKEN -> ctx.status(422).html(pages.begin(ctx, new BeginForm(BeginNote.NAME_TAKEN, name)));
            case LINK_SPENT -> ctx.status(410).html(pages.refused(ctx, Refusal.LINK_SPENT));
        }
    }

    /// A new secret every time: one that was put into the browser beforehand is worth nothing, and the one that the
    /// browser held until now ends.
    private void enter(Context ctx, String name, String next) {
        String before = ctx.cookie(cookies.cookie(ctx, "", 0).getName());
        if (before != null) {
            sessions.end(before);
        }
        String secret = sessions.begin(name);
        ctx.cookie(cookies.cookie(ctx, secret, (int) Sessions.LONGEST.toSeconds()));
        ctx.redirect(next, io.javalin.http.HttpStatus.SEE_OTHER);
    }

    /// Only a path of this program: anything else would let a link send somebody to another site after signing in.
    private static String next(String asked) {
        boolean ours = asked != null
                && asked.length() <= MOST_NEXT_CHARACTERS
                && asked.matches("/[A-Za-z0-9][A-Za-z0-9/_.-]*");
        return ours ? asked : "/";
    }

    private static long minutes(Duration wait) {
        return Math.max(1, (wait.toSeconds() + 59) / 60);
    }

    private static String field(Context ctx, String name) {
        String value = ctx.formParam(name);
        return value == null ? "" : value;
    }
}
