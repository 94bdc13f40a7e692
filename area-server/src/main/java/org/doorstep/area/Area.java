package org.doorstep.area;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.doorstep.area.compare.CompareRoutes;
import org.doorstep.area.hubs.HubRegistry;
import org.doorstep.area.hubs.Hubs;
import org.doorstep.area.hubs.HubsRoutes;
import org.doorstep.area.intake.Intake;
import org.doorstep.area.intake.IntakeRoutes;
import org.doorstep.area.intake.Proofs;
import org.doorstep.area.login.ColleagueRoutes;
import org.doorstep.area.login.Role;
import org.doorstep.area.login.SignInPages;
import org.doorstep.area.store.Store;
import org.doorstep.area.web.Pages;
import org.doorstep.area.web.WebServer;
import org.doorstep.area.web.Words;
import org.doorstep.login.Login;
import org.doorstep.login.LoginSettings;

/// One area server, put together in the order it starts. It takes figures, compares them, and knows no person.
public final class Area implements AutoCloseable {
    private final Settings settings;
    private final Login<Role> login;
    private final WebServer web;

    /// `random` makes secrets: give a SecureRandom.
    public Area(Settings settings, Store store, InstantSource clock, RandomGenerator random) {
        this.settings = settings;
        Words words = new Words(Locale.ENGLISH, settings.zone());
        Pages pages = new Pages(words, settings.areaName());
        HubRegistry registry = new HubRegistry(settings.hubsDir());
        this.login = new Login<>(
                store, Role.class, clock, random, new SignInPages(pages, words), new LoginSettings("doorstep-area"));

        IntakeRoutes intake = new IntakeRoutes(new Intake(store, clock), new Proofs(store, clock), registry, words);
        CompareRoutes compare = new CompareRoutes(registry, store, clock, settings.zone(), login, pages, words);
        HubsRoutes hubs = new HubsRoutes(new Hubs(registry, store, clock), clock, login, pages, words);
        ColleagueRoutes colleagues = new ColleagueRoutes(login, pages, words);

        this.web = new WebServer(
                settings.web().bind(),
                settings.web().port(),
                List.of(login::addTo, intake::addTo, compare::addTo, hubs::addTo, colleagues::addTo));
    }

    /// Where the pages are, without a slash at the end.
    public String url() {
        return settings.web().url(web.port()).toString();
    }

    /// For the test of the description.
    List<WebServer.Route> routes() {
        return web.routes();
    }

    /// While nobody has an account: the address at which the first is made, once.
    public Optional<String> firstSignIn() {
        return login.firstLink(Role.LEAD).map(path -> url() + path);
    }

    @Override
    public void close() {
        web.close();
    }
}
