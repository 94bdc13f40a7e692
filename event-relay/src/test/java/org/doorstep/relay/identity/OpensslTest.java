package org.doorstep.relay.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.relay.contract.Source;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the other half of the world thinks of our certificates: Mosquitto and most small devices
/// check with OpenSSL.
class OpensslTest {
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");
    private static final String DURING = Long.toString(NOW.plusSeconds(60).getEpochSecond());

    @TempDir
    private Path temp;

    private SomeAuthority millbrook;
    private Issuer fold;

    @BeforeEach
    void anAuthorityAndAHub() throws Exception {
        assumeTrue(installed(), "openssl is not installed here");
        millbrook = new SomeAuthority(NOW);
        fold = millbrook.hub("fold", NOW);
        write("root.pem", Pem.text(millbrook.root.certificate()));
        write("issuing.pem", Pem.text(fold.certificate()));
        write("anchor.pem", Pem.text(fold.anchor(millbrook.random)));
    }

    @Test
    void itTakesADeviceForACallerAndAHubForOneWhoAnswersAndNotTheOtherWayRound() throws Exception {
        write(
                "kiosk.pem",
                Pem.text(millbrook.device(fold, "/hub/fold/device/kiosk-1", NOW).certificate()));
        write("server.pem", Pem.text(millbrook.server(fold, NOW).certificate()));
        assertThat(verify("root.pem", "sslclient", "kiosk.pem")).endsWith("kiosk.pem: OK");
        assertThat(verify("root.pem", "sslserver", "server.pem")).endsWith("server.pem: OK");
        assertThat(verify("root.pem", "sslserver", "kiosk.pem")).contains("unsuitable certificate purpose");
        assertThat(verify("root.pem", "sslclient", "server.pem")).contains("unsuitable certificate purpose");
        assertThat(verify("root.pem", "sslclient", "issuing.pem")).doesNotContain(": OK");
    }

    @Test
    void toldTheHubsAnchorItLetsInThisHubsDevicesAndNobodyElses() throws Exception {
        write(
                "kiosk.pem",
                Pem.text(millbrook.device(fold, "/hub/fold/device/kiosk-1", NOW).certificate()));
        Issuer weir = millbrook.hub("weir", NOW);
        write(
                "theirs.pem",
                Pem.text(millbrook.device(weir, "/hub/weir/device/kiosk-1", NOW).certificate()));
        write("issuing.pem", Pem.text(fold.certificate()) + Pem.text(weir.certificate()));
        assertThat(verify("root.pem", "sslclient", "theirs.pem")).endsWith(": OK");
        assertThat(verify("anchor.pem", "sslclient", "kiosk.pem")).endsWith(": OK");
        assertThat(verify("anchor.pem", "sslclient", "theirs.pem")).doesNotContain(": OK");
    }

    @Test
    void itHoldsAHubsKeyToItsOwnHubByTheNameConstraint() throws Exception {
        Identity issuing = issuingWithItsKey();
        String forged = Pem.text(CertificateForm.end(
                CertificateForm.Signer.of(issuing.certificate(), issuing.key()),
                new Holder.Device(Source.parse("/hub/weir/device/kiosk-1")),
                EcKeys.random(millbrook.random).getPublic(),
                List.of(),
                new CertificateForm.Validity(NOW, NOW.plusSeconds(3_600)),
                Serial.random(millbrook.random)));
        write("issuing.pem", Pem.text(issuing.certificate()));
        write("forged.pem", forged);
        assertThat(verify("root.pem", "sslclient", "forged.pem")).contains("permitted subtree violation");
    }

    @Test
    void itReadsTheListOfThoseShutOutAlsoYearsAfterItWasSigned() throws Exception {
        Identity out = millbrook.device(fold, "/hub/fold/device/kiosk-1", NOW);
        Identity in = millbrook.device(fold, "/hub/fold/device/kiosk-2", NOW);
        RevokedList list = RevokedList.EMPTY.with(Serial.of(out.certificate()), NOW);
        write("revoked.crl", fold.sign(list, NOW));
        write("out.pem", Pem.text(out.certificate()));
        write("in.pem", Pem.text(in.certificate()));
        String[] byList = {"-crl_check", "-CRLfile", "revoked.crl"};
        assertThat(verify("anchor.pem", "sslclient", "out.pem", byList)).contains("certificate revoked");
        assertThat(verify("anchor.pem", "sslclient", "in.pem", byList)).endsWith(": OK");
        Instant muchLater = NOW.plusSeconds(86_400L * 365 * 4);
        write(
                "new.pem",
                Pem.text(millbrook
                        .device(fold, "/hub/fold/device/kiosk-2", muchLater)
                        .certificate()));
        assertThat(run(List.of(
                        "verify",
                        "-attime",
                        Long.toString(muchLater.getEpochSecond()),
                        "-CAfile",
                        "anchor.pem",
                        "-crl_check",
                        "-CRLfile",
                        "revoked.crl",
                        "new.pem")))
                .endsWith(": OK");
    }

    @Test
    void itReadsOurRequestsAndWeReadItsOwn() throws Exception {
        write(
                "request.pem",
                SigningRequest.make(
                        new Holder.Device(Source.parse("/hub/fold/device/kiosk-1")), EcKeys.random(millbrook.random)));
        assertThat(run(List.of("req", "-in", "request.pem", "-noout", "-verify", "-subject")))
                .contains("verify OK", "O = fold, CN = kiosk-1");

        run(List.of("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "key.pem"));
        run(List.of(
                "req",
                "-new",
                "-key",
                "key.pem",
                "-utf8",
                "-subj",
                "/O=fold/CN=sensor-1",
                "-addext",
                "subjectAltName=URI:doorstep:/hub/fold/device/sensor-1",
                "-out",
                "theirs.pem"));
        SigningRequest theirs = SigningRequest.read(Files.readString(temp.resolve("theirs.pem")));
        assertThat(theirs.device().uri()).isEqualTo("doorstep:/hub/fold/device/sensor-1");
    }

    private Identity issuingWithItsKey() throws IdentityException {
        java.security.KeyPair pair = EcKeys.random(millbrook.random);
        Holder.Issuing holder = new Holder.Issuing(new org.doorstep.relay.contract.HubId("fold"));
        return new Identity(
                pair.getPrivate(),
                List.of(millbrook.root.issuing(holder, pair.getPublic(), NOW, millbrook.random)),
                millbrook.root.certificate());
    }

    private String verify(String anchor, String purpose, String certificate, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("verify", "-attime", DURING, "-CAfile", anchor));
        arguments.addAll(List.of("-untrusted", "issuing.pem", "-purpose", purpose));
        arguments.addAll(List.of(more));
        arguments.add(certificate);
        return run(arguments);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(temp.resolve(name), text);
    }

    private String run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(temp.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return said;
    }

    private static boolean installed() {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, "openssl"))) {
                return true;
            }
        }
        return false;
    }
}
