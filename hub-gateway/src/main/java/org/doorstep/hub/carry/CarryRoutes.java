package org.doorstep.hub.carry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.hub.upstream.FiguresByHand;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.carry.Acknowledgement;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.OwnersFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The page on which a manager gives the hub what was carried from a kiosk, and fetches the answer.
public final class CarryRoutes {
    private static final String PATH = "/carried";

    /// The field of the form.
    static final String FILE = "file";

    /// As long as a carried file can be, and a little for the form around it.
    private static final long MOST_BYTES = 160_100_000;

    /// A file of some weeks is taken in within moments; of a longer one the page says how far it is.
    private static final Duration WAITED_FOR = Duration.ofSeconds(5);

    private static final int MOST_SHOWN = 30;

    private static final Logger LOG = LoggerFactory.getLogger(CarryRoutes.class);

    private final CarryDesk desk;
    private final EnrolledDevices devices;
    private final Database database;
    private final Path folder;
    private final InstantSource clock;
    private final Audit audit;
    private final AtomicLong numbers = new AtomicLong();
    private volatile Optional<CarryDesk.Outcome> last = Optional.empty();

    /// `folder` is where a file lies while it is taken in.
    public CarryRoutes(
            CarryDesk desk, EnrolledDevices devices, Database database, Path folder, InstantSource clock, Audit audit) {
        this.desk = desk;
        this.devices = devices;
        this.database = database;
        this.folder = folder;
        this.clock = clock;
        this.audit = audit;
    }

    public void addTo(Routes routes) {
        Access managers = Access.to(Role.MANAGER);
        routes.page(managers, Section.KIOSKS, PATH, "nav.carried", this::show);
        routes.upload(managers, PATH, MOST_BYTES, this::take);
        routes.get(managers, PATH + "/{device}/acknowledgement", this::answer);
        routes.get(managers, PATH + "/figures", this::figures);
    }

    private void take(Exchange exchange) {
        if (desk.underWay().isPresent()) {
            last = Optional.of(new CarryDesk.Outcome.Busy());
            exchange.goTo(PATH);
            return;
        }
        String by = exchange.visitor().name();
        CompletableFuture<CarryDesk.Outcome> outcome = new CompletableFuture<>();
        try {
            Optional<InputStream> sent = exchange.file(FILE);
            if (sent.isEmpty()) {
                exchange.goTo(PATH);
                return;
            }
            Path kept = keep(sent.get());
            last = Optional.empty();
            Thread.ofPlatform().daemon().name("carried").start(() -> takeIn(kept, by, outcome));
            outcome.get(WAITED_FOR.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            LOG.warn("A file could not be kept while it is taken in: {}", e.getMessage());
            last = Optional.of(new CarryDesk.Outcome.BrokenOff());
        } catch (TimeoutException e) {
            // The page says how far it is.
        } catch (ExecutionException e) {
            throw new IllegalStateException("What was carried could not be taken in.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.goTo(PATH);
    }

    private void takeIn(Path kept, String by, CompletableFuture<CarryDesk.Outcome> outcome) {
        CarryDesk.Outcome came;
        try {
            came = desk.take(kept, by);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            came = new CarryDesk.Outcome.BrokenOff();
        } catch (IOException | RuntimeException e) {
            LOG.error("A carried file could not be taken in.", e);
            came = new CarryDesk.Outcome.BrokenOff();
        }
        try {
            Files.deleteIfExists(kept);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted.", kept.getFileName());
        }
        record(by, came);
        last = Optional.of(came);
        outcome.complete(came);
    }

    private void record(String by, CarryDesk.Outcome outcome) {
        switch (outcome) {
            case CarryDesk.Outcome.Taken taken ->
                audit.add(by, Carried.FILE_TAKEN, taken.device() + ", " + taken.fresh() + " / " + taken.events());
            case CarryDesk.Outcome.FiguresSaid said ->
                audit.add(by, Carried.FIGURES_SAID, said.word().name());
            case CarryDesk.Outcome.Refused refused ->
                audit.add(by, Carried.FILE_REFUSED, refused.reason().name());
            case CarryDesk.Outcome.Busy busy -> {}
            case CarryDesk.Outcome.BrokenOff broken -> {}
        }
    }

    /// The upload ends with the request; what is taken in stays until that is done.
    private Path keep(InputStream sent) throws IOException {
        Files.createDirectories(folder);
        Path kept = folder.resolve("given-" + numbers.incrementAndGet());
        Files.deleteIfExists(kept);
        try (sent;
                FileChannel channel = OwnersFile.open(kept, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            sent.transferTo(Channels.newOutputStream(channel));
        } catch (IOException e) {
            // On a full disk half of it would lie there, and nobody would ever take it away.
            Files.deleteIfExists(kept);
            throw e;
        }
        return kept;
    }

    private void answer(Exchange exchange) {
        Optional<Acknowledgement> answer = device(exchange.path("device")).flatMap(desk::acknowledgement);
        if (answer.isEmpty()) {
            exchange.notHere();
            return;
        }
        DeviceId device = answer.get().device();
        audit.add(exchange.visitor().name(), Carried.ANSWER_FETCHED, device.value());
        exchange.download(
                answer.get().fileName(),
                "application/octet-stream",
                new String(desk.signed(answer.get()), StandardCharsets.UTF_8));
    }

    private void figures(Exchange exchange) {
        if (desk.figures().state() != FigureDesk.State.READY) {
            exchange.notHere();
            return;
        }
        try {
            Files.createDirectories(folder);
            Path file = desk.figures().write(folder);
            audit.add(exchange.visitor().name(), Carried.FIGURES_FETCHED, "");
            exchange.download(
                    file.getFileName().toString(),
                    Files.newInputStream(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw new UncheckedIOException("The figures could not be written.", e);
        }
    }

    private static Optional<DeviceId> device(String name) {
        try {
            return Optional.of(new DeviceId(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void show(Exchange exchange) {
        Words words = exchange.words();
        Instant now = clock.instant();
        List<CarriedFiles.Taken> files = database.read(handle -> desk.newest(handle, MOST_SHOWN));
        List<CarriedFiles.Refused> refused = database.read(desk::refusals);
        exchange.page(
                "carry/carried",
                new CarriedPage(
                        exchange.frame(PATH),
                        last.map(outcome -> said(words, outcome)),
                        desk.underWay()
                                .map(many -> words.say("carried.under-way", many))
                                .orElse(""),
                        kiosks(words, files, now),
                        files.stream().map(file -> row(words, file, now)).toList(),
                        refused.stream()
                                .map(one -> new CarriedPage.Refused(
                                        words.of("carried.reason", one.reason()),
                                        words.say("carried.times", one.times()),
                                        words.when(one.lastAt(), now)))
                                .toList(),
                        figures(words)));
    }

    private CarriedPage.Figures figures(Words words) {
        FigureDesk.State state = desk.figures().state();
        return new CarriedPage.Figures(
                state == FigureDesk.State.READY,
                state == FigureDesk.State.READY
                        ? words.say("carried.figures.what.READY", desk.figures().waiting())
                        : words.of("carried.figures.what", state));
    }

    private CarriedPage.Said said(Words words, CarryDesk.Outcome outcome) {
        return switch (outcome) {
            case CarryDesk.Outcome.Taken taken ->
                new CarriedPage.Said(
                        taken.setAside() == 0,
                        words.say("carried.taken", name(taken.device())),
                        words.say(
                                "carried.taken.what",
                                taken.fresh(),
                                taken.events() - taken.fresh() - taken.setAside(),
                                taken.setAside()));
            case CarryDesk.Outcome.FiguresSaid said ->
                new CarriedPage.Said(
                        said.word() == FiguresByHand.Word.TAKEN,
                        words.say("carried.figures.said"),
                        words.of("carried.figures.said", said.word()));
            case CarryDesk.Outcome.Refused refused ->
                new CarriedPage.Said(
                        false,
                        words.of("carried.reason", refused.reason()),
                        words.of("carried.reason.what", refused.reason()));
            case CarryDesk.Outcome.Busy busy ->
                new CarriedPage.Said(false, words.say("carried.busy"), words.say("carried.busy.what"));
            case CarryDesk.Outcome.BrokenOff broken ->
                new CarriedPage.Said(false, words.say("carried.broken-off"), words.say("carried.broken-off.what"));
        };
    }

    private List<CarriedPage.Kiosk> kiosks(Words words, List<CarriedFiles.Taken> files, Instant now) {
        return files.stream()
                .map(CarriedFiles.Taken::device)
                .distinct()
                .map(device -> new CarriedPage.Kiosk(
                        device.value(),
                        name(device),
                        files.stream()
                                .filter(file -> file.device().equals(device))
                                .findFirst()
                                .map(file -> words.when(file.takenAt(), now))
                                .orElse("")))
                .toList();
    }

    private CarriedPage.Row row(Words words, CarriedFiles.Taken file, Instant now) {
        return new CarriedPage.Row(
                name(file.device()),
                words.when(file.takenAt(), now),
                words.when(file.madeAt(), now),
                words.say("carried.number", file.events()),
                words.say("carried.number", file.fresh()),
                file.by().isEmpty() ? words.say("audit.machine") : file.by());
    }

    private String name(DeviceId device) {
        return devices.all().stream()
                .filter(known -> known.id().equals(device))
                .map(EnrolledDevices.Device::name)
                .findFirst()
                .orElse(device.value());
    }
}
