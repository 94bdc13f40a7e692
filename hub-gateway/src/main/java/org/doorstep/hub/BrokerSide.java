package org.doorstep.hub;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.hub.broker.BrokerDoor;
import org.doorstep.hub.broker.DoorFiles;
import org.doorstep.hub.broker.DoorWatch;
import org.doorstep.hub.broker.EmbeddedBroker;
import org.doorstep.hub.broker.RulesInStep;
import org.doorstep.hub.broker.ShutOutBook;
import org.doorstep.hub.broker.TurnedAway;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.link.BrokerAddress;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.LinkSecurity;
import org.doorstep.relay.link.PahoLink;
import org.doorstep.relay.link.Presence;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.DeviceClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The broker, ours or not, and this hub's link to it.
///
/// `following`: whether a broker that is not ours was told of everything that it is to know; true of our own.
record BrokerSide(Optional<EmbeddedBroker> embedded, Optional<DoorWatch> watch, BooleanSupplier following, Link link)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerSide.class);

    static BrokerSide of(
            Settings settings, Database database, DeviceClock clock, TurnedAway turnedAway, SecureRandom random) {
        ShutOutBook book = new ShutOutBook(database);
        return switch (settings.broker()) {
            case Settings.Broker.Embedded here -> embedded(settings, here, book, clock, turnedAway, random);
            case Settings.Broker.External there -> external(settings, there, book, clock, random);
        };
    }

    private static BrokerSide external(
            Settings settings,
            Settings.Broker.External there,
            ShutOutBook book,
            DeviceClock clock,
            SecureRandom random) {
        return switch (there.entry()) {
            case Settings.Entry.Certificates ours -> {
                DoorFiles files = files(settings, ours, book, clock);
                Link link = link(settings, certificates(settings, ours, files), random);
                yield switch (there.rules()) {
                    case Settings.Rules.Kept(Path file, List<String> reload) -> {
                        RulesInStep rules = new RulesInStep(
                                settings.hub(),
                                new EnrolledDevices(settings.devicesDir()),
                                file,
                                ours.identity(),
                                reload);
                        yield new BrokerSide(
                                Optional.empty(), Optional.of(new DoorWatch(files, rules)), rules::inForce, link);
                    }
                    case Settings.Rules.ByHand _ ->
                        new BrokerSide(Optional.empty(), Optional.of(new DoorWatch(files)), () -> true, link);
                };
            }
            case Settings.Entry.SecretIn file ->
                new BrokerSide(
                        Optional.empty(),
                        Optional.empty(),
                        () -> true,
                        link(settings, ownSecret(Main.secret("broker.secret-file", file.file())), random));
            case Settings.Entry.OwnSecret _ ->
                throw new IllegalStateException("A broker that is not ours cannot know our own secret.");
        };
    }

    private static BrokerSide embedded(
            Settings settings,
            Settings.Broker.Embedded here,
            ShutOutBook book,
            DeviceClock clock,
            TurnedAway turnedAway,
            SecureRandom random) {
        // The hub alone knows it, and only until it ends.
        String secret = StoreId.random(random).value();
        EnrolledDevices devices = new EnrolledDevices(settings.devicesDir());
        return switch (here.entry()) {
            case Settings.Entry.Certificates ours -> {
                DoorFiles files = files(settings, ours, book, clock);
                EmbeddedBroker broker = broker(
                        settings,
                        here,
                        new BrokerDoor.Certificates(
                                files::server, devices, files::revoked, files::time, turnedAway, secret));
                yield new BrokerSide(
                        Optional.of(broker),
                        Optional.of(new DoorWatch(broker, files)),
                        () -> true,
                        link(settings, certificates(settings, ours, files), random));
            }
            case Settings.Entry.SecretIn _, Settings.Entry.OwnSecret _ -> {
                LOG.warn("The broker speaks without TLS, to this machine alone: broker.identity is not set.");
                EmbeddedBroker broker = broker(settings, here, new BrokerDoor.Secrets(devices, secret));
                yield new BrokerSide(
                        Optional.of(broker), Optional.empty(), () -> true, link(settings, ownSecret(secret), random));
            }
        };
    }

    /// Both identities are looked at once, so that a mistake is told at the start and not as devices that
    /// do not come.
    private static DoorFiles files(
            Settings settings, Settings.Entry.Certificates ours, ShutOutBook book, DeviceClock clock) {
        IdentityFiles.readAs(ours.identity().resolve("server"), new Holder.HubServer(settings.hub()));
        IdentityFiles.readAs(ours.identity().resolve("gateway"), new Holder.Gateway(settings.hub()));
        return new DoorFiles(ours.identity(), IdentityFiles::read, book, clock);
    }

    private static EmbeddedBroker broker(Settings settings, Settings.Broker.Embedded here, BrokerDoor door) {
        return new EmbeddedBroker(settings.dataDir().resolve("broker"), here.host(), here.port(), settings.hub(), door);
    }

    private static LinkSecurity ownSecret(String secret) {
        return new LinkSecurity.SharedSecret(EmbeddedBroker.GATEWAY, secret);
    }

    private static LinkSecurity certificates(Settings settings, Settings.Entry.Certificates ours, DoorFiles files) {
        return new LinkSecurity.MutualTls(
                () -> IdentityFiles.read(ours.identity().resolve("gateway")),
                new Holder.HubServer(settings.hub()),
                files::time);
    }

    private static Link link(Settings settings, LinkSecurity security, SecureRandom random) {
        Topics topics = new Topics(settings.hub());
        return new PahoLink(
                new BrokerAddress(settings.broker().host(), settings.broker().port()),
                EmbeddedBroker.GATEWAY,
                security,
                List.of(topics.everyEvent(), topics.everyRequest(), topics.everyState(), topics.everyPress()),
                new Presence.Unannounced(),
                random);
    }

    /// Closes what this device has open. A broker that is not ours cannot be told to.
    void shutOut(DeviceId device) {
        embedded.ifPresent(broker -> broker.shutOut(device));
    }

    @Override
    public void close() {
        link.close();
        watch.ifPresent(DoorWatch::close);
        embedded.ifPresent(EmbeddedBroker::close);
    }
}
