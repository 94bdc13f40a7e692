package org.doorstep.hub.joining;

import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import org.doorstep.hub.broker.DoorFiles;
import org.doorstep.login.door.TlsDoor;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.joining.DoorRefusal;
import org.doorstep.relay.joining.HubDoor;
import org.doorstep.relay.joining.JoinRequest;
import org.doorstep.relay.joining.RenewRequest;
import org.doorstep.relay.tls.TlsEnd;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;

/// Where devices call to join and to be renewed: HTTPS with the hub's own certificate, beside the
/// pages and apart from them.
public final class DeviceDoor implements AutoCloseable {
    /// A hub's kiosks call once in a month; a whole street of new ones is below it. Some kilobytes, and a code
    /// stretched on a small board that does other things, are over in seconds.
    private static final TlsDoor.Limits LIMITS = new TlsDoor.Limits(64, 8, 16 * 1024, Duration.ofMinutes(1));

    private final TlsDoor door;

    private DeviceDoor(TlsDoor door) {
        this.door = door;
    }

    /// Throws [DoorException] if it cannot listen there. `port` 0: any free one.
    public static DeviceDoor open(String bind, int port, DoorFiles files, JoinDesk desk) {
        try {
            return new DeviceDoor(
                    TlsDoor.start(bind, port, new TlsEnd(files::server, desk::check), LIMITS, Wire.JSON, routes -> {
                        routes.post(HubDoor.JOIN, context -> join(context, desk));
                        routes.post(HubDoor.RENEW, context -> renew(context, desk));
                    }));
        } catch (JavalinBindException e) {
            throw new DoorException(
                    "The device door cannot listen at " + bind + ", port " + port
                            + ". Another program may be there already, or the address is not this machine's. Change"
                            + " door.bind or door.port.",
                    e);
        }
    }

    public int port() {
        return door.port();
    }

    private static void join(Context context, JoinDesk desk) {
        try {
            answer(context, desk.join(read(context, JoinRequest.class)));
        } catch (JacksonException e) {
            refuse(context, DoorRefusal.UNREADABLE);
        }
    }

    private static void renew(Context context, JoinDesk desk) {
        try {
            RenewRequest request = read(context, RenewRequest.class);
            answer(context, desk.renew(TlsDoor.shown(context), request.certificateRequest()));
        } catch (JacksonException e) {
            refuse(context, DoorRefusal.UNREADABLE);
        }
    }

    /// `null` is good JSON, and no request.
    private static <T> T read(Context context, Class<T> kind) {
        T request = Wire.JSON.readValue(context.bodyAsBytes(), kind);
        if (request == null) {
            throw DatabindException.from((JsonParser) null, "Nothing was asked.");
        }
        return request;
    }

    private static void answer(Context context, JoinDesk.Answer<?> answer) {
        switch (answer) {
            case JoinDesk.Answer.Yes<?> yes -> context.json(yes.what());
            case JoinDesk.Answer.No<?> no -> refuse(context, no.why());
        }
    }

    private static void refuse(Context context, DoorRefusal why) {
        context.status(why.status()).json(new DoorRefusal.Answer(why));
    }

    @Override
    public void close() {
        door.close();
    }
}
