package org.doorstep.kiosk.checkin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.doorstep.firmware.files.WholeFile;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.contract.talk.SealingWord;
import org.doorstep.relay.sealing.SealingKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The key that this kiosk seals to its hub with: the newest that the hub has said, else the one of
/// the settings. What was said is on the disk before it is used, in a file of its own, so that a
/// start without the hub goes on with it, also after the database was lost. It is a public key: the
/// file opens nothing. Safe for all threads.
public final class HubSealingKey implements Supplier<SealingKey> {
    /// In the kiosk's data folder: what was said, and what stood in the settings then, a line each.
    /// Settings that say another key since (the kiosk was joined anew) are the newer word.
    static final String FILE = "sealing.key";

    private static final Logger LOG = LoggerFactory.getLogger(HubSealingKey.class);

    private final Path file;
    private final SealingKey settings;
    private final PassKeys hub;
    private volatile SealingKey current;

    /// `hub`: what the hub signs with.
    public HubSealingKey(Path dataFolder, SealingKey settings, PassKeys hub) {
        this.file = dataFolder.resolve(FILE);
        this.settings = settings;
        this.hub = hub;
        this.current = kept();
    }

    @Override
    public SealingKey get() {
        return current;
    }

    /// What the hub said in private ("" if it says nothing): only who could open the question can
    /// have said it.
    public void heard(String text) {
        if (!text.isEmpty() && !text.equals(current.text())) {
            take(text);
        }
    }

    /// What came in answer to a question that the hub could not open. Taken if the hub signed it for
    /// that question.
    public void heard(Request.Private question, Reply.SealingKey word) {
        if (SealingWord.isOf(hub, question, word)) {
            heard(word.key());
        } else {
            LOG.warn("A sealing key came that this kiosk's hub has not signed; it is not used.");
        }
    }

    private synchronized void take(String text) {
        try {
            SealingKey said = SealingKey.parse(text);
            WholeFile.replace(file, said.text() + "\n" + settings.text() + "\n");
            current = said;
            LOG.info("Cards are sealed to the hub's key {} from now on.", said.id());
        } catch (IllegalArgumentException e) {
            LOG.warn("The hub said a sealing key that is none; the one before is used on.");
        } catch (IOException e) {
            LOG.warn("The hub's new sealing key could not be kept; the one before is used until it can.");
        }
    }

    private SealingKey kept() {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.size() == 2 && lines.getLast().equals(settings.text())
                    ? SealingKey.parse(lines.getFirst())
                    : settings;
        } catch (NoSuchFileException e) {
            return settings;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("The sealing key that the hub said cannot be read; the one of the settings is used.");
            return settings;
        }
    }
}
