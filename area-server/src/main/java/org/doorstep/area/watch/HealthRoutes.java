package org.doorstep.area.watch;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.doorstep.area.store.PostgresException;
import org.doorstep.area.store.Store;
import org.doorstep.login.Anyone;
import org.doorstep.relay.store.StoreException;

/// `GET /health`: whether the server answers, and can read and write its database. Nothing about anybody.
public final class HealthRoutes {
    static final String PATH = "/health";

    private final Store store;

    /// `ok`: what is here can be read. `saving`: the last that had to be written was.
    public record Health(boolean ok, boolean saving) {}

    public HealthRoutes(Store store) {
        this.store = store;
    }

    public void addTo(RoutesConfig routes) {
        routes.get(PATH, this::tell, Anyone.ANYONE);
    }

    private void tell(Context ctx) {
        ctx.json(new Health(readable(), store.refusal().isEmpty()));
    }

    private boolean readable() {
        try {
            return store.read(handle ->
                    handle.createQuery("SELECT 1").mapTo(Integer.class).one() == 1);
        } catch (StoreException | PostgresException e) {
            return false;
        }
    }
}
