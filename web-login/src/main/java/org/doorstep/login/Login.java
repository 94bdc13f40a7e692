package org.doorstep.login;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.javalin.security.RouteRole;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.doorstep.login.LoginPages.Refusal;

/// Signing in to one program's pages, and the check of every route's role. Safe for all threads.
///
/// [#addTo] comes before any other route. From then on a route answers only visitors of a role that it names, or
/// everybody if it names [Anyone]; one that names none answers nobody. A request that changes something is refused if
/// it comes from another site or, from somebody signed in, without the session's token.
public final class Login<R extends Enum<R> & StaffRole> {
    /// Vendored files under this path are the same for everybody and need no sign-in.
    public static final String STATIC = "/static/";

    /// Time enough to walk to the office with the slip of paper.
    private static final Duration FIRST_LINK_LASTS = Duration.ofHours(24);

    private static final String VISITOR = "doorstep.visitor";

    private final Class<R> roles;
    private final LoginPages pages;
    private final LoginSettings settings;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Audit audit;
    private final Staff staff;
    private final SignInRoutes signIn;

    /// `random` makes secrets: give a SecureRandom.
    public Login(
            LoginStore store,
            Class<R> roles,
            InstantSource clock,
            RandomGenerator random,
            LoginPages pages,
            LoginSettings settings) {
        Secrets secrets = new Secrets(random);
        this.roles = roles;
        this.pages = pages;
        this.settings = settings;
        this.accounts = new Accounts(store, clock, secrets);
        this.sessions = new Sessions(store, clock, secrets);
        this.audit = new Audit(store, clock);
        this.staff = new Staff(store, clock, audit);
        this.signIn = new SignInRoutes(
                accounts, sessions, new WrongGuesses(store, clock), new Passwords(secrets), audit, pages, this::cookie);
    }

    public void addTo(RoutesConfig routes) {
        routes.before(SecurityHeaders::addTo);
        routes.beforeMatched(this::check);
        signIn.addTo(routes);
    }

    /// While nobody has an account: the path of a one-time link that makes the first, with this role. Each call ends
    /// the link of the call before.
    public Optional<String> firstLink(R role) {
        return accounts.none()
                ? Optional.of(SignInRoutes.BEGIN + accounts.firstLink(role, FIRST_LINK_LASTS))
                : Optional.empty();
    }

    /// The path of a one-time link that makes one more account; `by` is who gives it.
    public String invite(R role, Duration lasts, String by) {
        String path = SignInRoutes.BEGIN + accounts.link(role, lasts);
        audit.add(by, Audit.What.INVITED, role.name());
        return path;
    }

    /// The path of a one-time link that needs nobody who can sign in: for whoever keeps the machine, when the only
    /// one who may invite has forgotten the password or has gone. Lasts a day; the audit says that it was made so.
    public static <R extends Enum<R> & StaffRole> String inviteAtTheMachine(
            LoginStore store, R role, InstantSource clock, RandomGenerator random) {
        String link = new Accounts(store, clock, new Secrets(random)).link(role, FIRST_LINK_LASTS);
        new Audit(store, clock).add("", Audit.What.INVITED_AT_THE_MACHINE, role.name());
        return SignInRoutes.BEGIN + link;
    }

    /// Who did what; the program adds its own.
    public Audit audit() {
        return audit;
    }

    /// Who may sign in.
    public Staff staff() {
        return staff;
    }

    /// Whether whoever opened this page is still signed in with this role. It does not count as activity: a page that
    /// is merely left open, with a stream that asks this, does not keep its session alive.
    public boolean stillSignedIn(String secret, R role) {
        return secret != null
                && sessions.peek(secret)
                        .filter(session -> session.role().equals(role.name()))
                        .isPresent();
    }

    /// The secret of the asker's session, for [#stillSignedIn] later on.
    public Optional<String> secret(Context ctx) {
        return Optional.ofNullable(ctx.cookie(cookieName(ctx)));
    }

    /// Who asks; on a route for [Anyone] perhaps nobody.
    public Optional<Visitor<R>> visitor(Context ctx) {
        Visitor<R> known = ctx.attribute(VISITOR);
        if (known != null) {
            return Optional.of(known);
        }
        String secret = ctx.cookie(cookieName(ctx));
        if (secret == null) {
            return Optional.empty();
        }
        Optional<Visitor<R>> found = sessions.find(secret).flatMap(session -> role(session.role())
                .map(role -> new Visitor<>(session.name(), role, Secrets.csrf(secret))));
        found.ifPresent(visitor -> ctx.attribute(VISITOR, visitor));
        return found;
    }

    /// Who asks, on a route that names roles: there always is somebody.
    public Visitor<R> signedIn(Context ctx) {
        return visitor(ctx).orElseThrow(() -> new IllegalStateException("This route is open to anyone."));
    }

    private void check(Context ctx) {
        if (ctx.path().startsWith(STATIC) && FormOrigin.onlyReads(ctx)) {
            return;
        }
        if (!FormOrigin.isOurs(ctx)) {
            refuse(ctx, 403, Refusal.STALE_FORM);
            return;
        }
        if (ctx.routeRoles().contains(Anyone.ANYONE)) {
            return;
        }
        Optional<Visitor<R>> visitor = visitor(ctx);
        if (visitor.isEmpty()) {
            askToSignIn(ctx);
        } else if (!allows(ctx, visitor.get())) {
            refuse(ctx, 403, Refusal.ANOTHER_ROLE);
        } else if (!FormOrigin.onlyReads(ctx)
                && !FormOrigin.carries(ctx, visitor.get().csrf())) {
            refuse(ctx, 403, Refusal.STALE_FORM);
        }
    }

    private static boolean allows(Context ctx, Visitor<?> visitor) {
        for (RouteRole role : ctx.routeRoles()) {
            if (role.equals(visitor.role())) {
                return true;
            }
        }
        return false;
    }

    private void askToSignIn(Context ctx) {
        boolean page = FormOrigin.onlyReads(ctx) && !ctx.path().startsWith("/api/") && ctx.header("HX-Request") == null;
        if (page) {
            ctx.redirect(SignInRoutes.signInPath(ctx.path()));
            ctx.skipRemainingHandlers();
        } else {
            ctx.header("HX-Redirect", SignInRoutes.SIGN_IN);
            refuse(ctx, 401, Refusal.SIGN_IN_FIRST);
        }
    }

    private void refuse(Context ctx, int status, Refusal refusal) {
        boolean api = ctx.path().startsWith("/api/");
        ctx.status(status)
                .contentType(api ? "application/problem+json" : "text/html; charset=utf-8")
                .result(pages.refused(ctx, refusal));
        ctx.skipRemainingHandlers();
    }

    private Optional<R> role(String name) {
        for (R role : roles.getEnumConstants()) {
            if (role.name().equals(name)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /// Over https a browser takes a `__Host-` cookie only from this very host, and only encrypted.
    private String cookieName(Context ctx) {
        return ctx.scheme().equals("https") ? "__Host-" + settings.cookie() : settings.cookie();
    }

    private Cookie cookie(Context ctx, String secret, int maxAgeSeconds) {
        return new Cookie(
                cookieName(ctx), secret, "/", maxAgeSeconds, ctx.scheme().equals("https"), true, null, SameSite.STRICT);
    }
}
