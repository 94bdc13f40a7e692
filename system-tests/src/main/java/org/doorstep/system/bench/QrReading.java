package org.doorstep.system.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.kiosk.hardware.camera.QrFinder;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.TrialPasses;

/// How many codes the kiosk's camera reader finds, and how soon, beside zxing-wasm: on real
/// photographs, on frames of passes that are hard to read, on films of a second, and on pictures
/// without a code. Both are given the same grey pixels, picture by picture in turn; the first
/// pictures of each are not timed.
final class QrReading implements Scenario {
    private static final double REAL = 1;
    private static final double DISTORTED = 1.03;
    private static final double TIMES_AS_LONG = 1.5;
    private static final int WARMING = 60;
    private static final double FRAMES_A_SECOND = 10;
    private static final ZoneId ZONE = ZoneId.of("Europe/London");

    private final Programs programs;

    QrReading(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "qr";
    }

    /// What one reader made of pictures.
    private static final class Score {
        private final List<Double> millis = new ArrayList<>();
        private int hits;
        private int wrong;

        void take(TestPicture shown, QrPeer.Read read) {
            millis.add(read.millis());
            if (read.text().isPresent()) {
                if (read.text().map(String::strip).equals(shown.says())) {
                    hits++;
                } else {
                    wrong++;
                }
            }
        }

        Samples found() {
            return new Samples(new double[] {hits});
        }

        Samples times() {
            return new Samples(millis.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    private static final class Kiosk implements QrPeer {
        private final QrFinder finder = new QrFinder();

        @Override
        public Read read(TestPicture shown) {
            long begun = System.nanoTime();
            Optional<String> text = finder.find(shown.grey(), shown.width(), shown.height());
            return new Read(text, (System.nanoTime() - begun) / 1e6);
        }

        @Override
        public void close() {}
    }

    @Override
    public List<Finding> run(Extent extent) throws Exception {
        Path folder = Files.createDirectories(extent.folder().resolve("qr"));
        List<TestPicture> real = TestPicture.photographs(programs.home()
                .resolve("system-tests")
                .resolve("src")
                .resolve("bench")
                .resolve("qr"));
        KeyFiles.make(folder, extent.secrets());
        TrialPasses passes = new TrialPasses(extent.seed(), KeyFiles.read(folder));
        Distorted distorted = new Distorted(extent.random("qr"), number -> passes.code(number, extent.today(ZONE)));
        List<TestPicture> frames = distorted.frames(extent.counts().qrFramesEach());
        List<TestPicture> without = distorted.without(extent.counts().qrFramesEach() * 2);
        List<List<TestPicture>> films = distorted.sequences(extent.counts().qrFramesEach());
        extent.progress()
                .say("  %d photographs, %d distorted frames, %d without a code, %d films"
                        .formatted(real.size(), frames.size(), without.size(), films.size()));
        ZxingWasm.Found wasm = ZxingWasm.start(programs.home(), folder, extent.progress());
        List<Finding> findings = new ArrayList<>();
        try (QrPeer ours = new Kiosk()) {
            if (wasm.here().isEmpty()) {
                findings.add(Finding.unmeasured("codes: zxing-wasm", wasm.why()));
                alone(ours, real, frames, without, findings);
            } else {
                try (QrPeer theirs = wasm.here().get()) {
                    beside(extent, ours, theirs, real, frames, without, films, findings);
                }
            }
            findings.add(work(ours, without, frames));
        }
        return findings;
    }

    private static void alone(
            QrPeer ours,
            List<TestPicture> real,
            List<TestPicture> frames,
            List<TestPicture> without,
            List<Finding> findings)
            throws IOException {
        findings.add(Finding.noted(
                "codes: read of " + real.size() + " photographs",
                "",
                score(ours, real).found()));
        findings.add(Finding.noted(
                "codes: read of " + frames.size() + " distorted frames",
                "",
                score(ours, frames).found()));
        findings.add(Finding.exactly("codes: seen where there is none", "", 0, score(ours, without).wrong));
    }

    private static Score score(QrPeer reader, List<TestPicture> pictures) throws IOException {
        Score score = new Score();
        for (TestPicture picture : pictures) {
            score.take(picture, reader.read(picture));
        }
        return score;
    }

    private static void beside(
            Extent extent,
            QrPeer ours,
            QrPeer theirs,
            List<TestPicture> real,
            List<TestPicture> frames,
            List<TestPicture> without,
            List<List<TestPicture>> films,
            List<Finding> findings)
            throws IOException {
        for (TestPicture picture : frames.subList(0, Math.min(WARMING, frames.size()))) {
            ours.read(picture);
            theirs.read(picture);
        }
        Score[] onReal = inTurn(ours, theirs, real);
        Score[] onFrames = inTurn(ours, theirs, frames);
        Score[] onNothing = inTurn(ours, theirs, without);
        for (Distorted.Way way : Distorted.Way.values()) {
            String begins = way.name().toLowerCase(java.util.Locale.ROOT) + "-";
            List<TestPicture> some =
                    frames.stream().filter(one -> one.name().startsWith(begins)).toList();
            Score[] one = inTurn(ours, theirs, some);
            extent.progress()
                    .say("  %-13s kiosk %d, zxing-wasm %d of %d"
                            .formatted(begins, one[0].hits, one[1].hits, some.size()));
        }
        findings.add(new Finding(
                "codes: read of " + real.size() + " photographs",
                "",
                onReal[0].found(),
                new Limit.ShareOf(REAL, "zxing-wasm", onReal[1].found())));
        findings.add(new Finding(
                "codes: read of " + frames.size() + " distorted frames",
                "",
                onFrames[0].found(),
                new Limit.ShareOf(DISTORTED, "zxing-wasm", onFrames[1].found())));
        findings.add(new Finding(
                "codes: time for a photograph",
                "ms",
                onReal[0].times(),
                new Limit.AtMostTimes(TIMES_AS_LONG, "zxing-wasm", onReal[1].times())));
        findings.add(new Finding(
                "codes: time for a distorted frame",
                "ms",
                onFrames[0].times(),
                new Limit.AtMostTimes(TIMES_AS_LONG, "zxing-wasm", onFrames[1].times())));
        findings.add(Finding.exactly("codes: seen where there is none", "", 0, onNothing[0].wrong));
        findings.add(Finding.exactly("codes: read as something else", "", 0, onReal[0].wrong + onFrames[0].wrong));
        findings.add(Finding.noted(
                "codes: zxing-wasm, seen where there is none, or as something else",
                "",
                new Samples(new double[] {onNothing[1].wrong + onReal[1].wrong + onFrames[1].wrong})));
        findings.add(new Finding(
                "codes: read within 1 s of film, of " + films.size(),
                "",
                new Samples(new double[] {within(ours, films)}),
                new Limit.ShareOf(REAL, "zxing-wasm", new Samples(new double[] {within(theirs, films)}))));
    }

    private static Score[] inTurn(QrPeer ours, QrPeer theirs, List<TestPicture> pictures) throws IOException {
        Score[] scores = {new Score(), new Score()};
        for (TestPicture picture : pictures) {
            scores[0].take(picture, ours.read(picture));
            scores[1].take(picture, theirs.read(picture));
        }
        return scores;
    }

    /// As a kiosk does it: whoever takes longer than a frame's time for one sees fewer of them.
    private static int within(QrPeer reader, List<List<TestPicture>> films) throws IOException {
        int read = 0;
        for (List<TestPicture> film : films) {
            double now = 0;
            boolean found = false;
            for (int frame = 0; frame < film.size() && !found; frame++) {
                double shown = frame * 1_000 / FRAMES_A_SECOND;
                if (shown + 1_000 / FRAMES_A_SECOND <= now) {
                    continue;
                }
                QrPeer.Read one = reader.read(film.get(frame));
                now = Math.max(now, shown) + one.millis();
                found = one.text().equals(film.get(frame).says()) && now <= 1_000;
            }
            read += found ? 1 : 0;
        }
        return read;
    }

    /// Of one core, while the camera films an empty room most of the time and a pass now and then.
    private static Finding work(QrPeer ours, List<TestPicture> without, List<TestPicture> frames) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Double> shares = new ArrayList<>();
        for (int second = 0; second < 10; second++) {
            long before = threads.getCurrentThreadCpuTime();
            for (int frame = 0; frame < FRAMES_A_SECOND; frame++) {
                int at = second * (int) FRAMES_A_SECOND + frame;
                ours.read(frame < 8 ? without.get(at % without.size()) : frames.get(at % frames.size()));
            }
            shares.add((threads.getCurrentThreadCpuTime() - before) / 1e7);
        }
        return Finding.noted(
                "codes: work at 10 frames a second, of a core",
                "%",
                new Samples(shares.stream().mapToDouble(Double::doubleValue).toArray()));
    }
}
