package org.doorstep.relay.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.doorstep.relay.identity.IdentityException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Names made to be taken for others, in requests and in certificates. Those are signed by the
/// hub's own key: the names alone must be enough to refuse them.
class OddNamesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");
    private static final int BY_CHANCE = 40;

    private final SecureRandom random = new SecureRandom();

    static List<String> oddNames() {
        List<String> names = new ArrayList<>(List.of(
                "",
                " ",
                "+",
                "#",
                "/",
                "kiosk-1/",
                "kiosk-1/event/+",
                "../kiosk-1",
                "kiosk 1",
                "Kiosk-1",
                "KIOSK-1",
                "-kiosk",
                "kiosk_1",
                "kiosk.1",
                "kiosk-1\n",
                "kiosk-1\u0000",
                "kiosk-1\u0000.fold",
                "kiosk-1,O=weir",
                "kiosk-1+CN=gateway",
                "k\u0456osk-1",
                "kiosk\u20111",
                "kiosk-\uff11",
                "kiosk-1\u200b",
                "\u202ekiosk-1",
                "cafe\u0301",
                "%6biosk-1",
                "kiosk-1?x",
                "kiosk-1#x",
                "\ud83d\ude80",
                "gateway",
                "k".repeat(33),
                "k".repeat(200)));
        return names;
    }

    @ParameterizedTest
    @MethodSource("oddNames")
    void isNoNameOfADeviceOrAHub(String odd) throws Exception {
        refuse(odd);
    }

    @Test
    void aHostThatIsNeitherANameNorAnAddressIsRefusedInASentence() throws IdentityException {
        for (String odd :
                List.of("999.1.1.1", "1.2.3", "1", "...", "1:2", ":::", "fe80::1::2", "Hub", "a_b", "a/b", "")) {
            assertThatThrownBy(() -> Issuer.requireHosts(List.of(odd)))
                    .as(odd)
                    .isInstanceOf(IdentityException.class)
                    .hasMessageContaining("A host is a name");
        }
        List<String> good = List.of("hub", "hub.example.org", "192.0.2.7", "::1", "2001:db8::7", "1st-hub.local", "ab");
        assertThat(Issuer.requireHosts(good)).isEqualTo(good);
    }

    @Test
    void norIsAnyOtherThatChanceMakes() throws Exception {
        long seed = random.nextLong();
        Random chance = new Random(seed);
        for (int i = 0; i < BY_CHANCE; i++) {
            StringBuilder name = new StringBuilder("kiosk-1");
            int odd;
            do {
                odd = chance.nextInt(chance.nextBoolean() ? 0x80 : 0x2fff);
            } while (odd >= 'a' && odd <= 'z' || odd >= '0' && odd <= '9' || odd == '-');
            name.insert(chance.nextInt(name.length() + 1), (char) odd);
            try {
                refuse(name.toString());
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ", name " + name, e);
            }
        }
    }

    @Test
    void aRequestWithTwoNamesOrTwoThatDifferOrNoneIsRefused() throws Exception {
        KeyPair pair = EcKeys.random(random);
        String one = "doorstep:/hub/fold/device/kiosk-1";
        String two = "doorstep:/hub/fold/device/kiosk-2";
        X500Name first = subject("fold", "kiosk-1");
        assertThat(SigningRequest.read(request(pair, first, uri(one))).device().uri())
                .isEqualTo(one);
        assertThat(reason(request(pair, first, uri(one), uri(two)))).isEqualTo(Reason.NAME);
        assertThat(reason(request(pair, first, uri(two)))).isEqualTo(Reason.NAME);
        assertThat(reason(request(pair, first))).isEqualTo(Reason.NAME);
        assertThat(reason(request(pair, first, uri("doorstep:/hub/fold")))).isEqualTo(Reason.NAME);
        assertThat(reason(request(pair, first, uri("doorstep:/hub/fold/issuing"))))
                .isEqualTo(Reason.NAME);
        assertThat(reason(request(pair, subject("fold", "kiosk-1 "), uri(one)))).isEqualTo(Reason.NAME);
        assertThat(reason(request(pair, subject("FOLD", "kiosk-1"), uri(one)))).isEqualTo(Reason.NAME);
        X500Name more = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, "fold")
                .addRDN(BCStyle.CN, "kiosk-1")
                .addRDN(BCStyle.CN, "gateway")
                .build();
        assertThat(reason(request(pair, more, uri(one)))).isEqualTo(Reason.NAME);
    }

    @Test
    void aRequestWithoutTheKeyOrWithAnotherKindOfKeyIsRefused() throws Exception {
        String good =
                request(EcKeys.random(random), subject("fold", "kiosk-1"), uri("doorstep:/hub/fold/device/kiosk-1"));
        byte[] content = Pem.only(Pem.REQUEST, good);
        content[content.length - 5] ^= 1;
        assertThat(reason(Pem.text(Pem.REQUEST, content))).isEqualTo(Reason.PROOF);
        for (int i = 0; i < content.length; i += 7) {
            byte[] cut = Arrays.copyOf(content, i);
            assertThat(reason(Pem.text(Pem.REQUEST, cut))).isEqualTo(Reason.UNREADABLE);
        }
        assertThat(reason("")).isEqualTo(Reason.UNREADABLE);
        assertThat(reason("x".repeat(5_000))).isEqualTo(Reason.UNREADABLE);

        KeyPairGenerator other = KeyPairGenerator.getInstance("EC");
        other.initialize(new ECGenParameterSpec("secp384r1"));
        assertThat(reason(request(
                        other.generateKeyPair(), subject("fold", "kiosk-1"), uri("doorstep:/hub/fold/device/kiosk-1"))))
                .isEqualTo(Reason.KEY_KIND);
    }

    private void refuse(String odd) throws Exception {
        KeyPair pair = EcKeys.random(random);
        for (String[] name : new String[][] {{"fold", odd}, {odd, "kiosk-1"}}) {
            if (name[0].equals("gateway")) {
                continue;
            }
            String uri = "doorstep:/hub/" + name[0] + "/device/" + name[1];
            assertThatThrownBy(() -> Holder.parse(uri)).isInstanceOf(IdentityException.class);
            X500Name subject = subject(name[0], name[1]);
            assertThat(reasonOfCertificate(pair, subject, uri)).isEqualTo(Reason.NAME);
            assertThat(reasonOfCertificate(pair, subject, "doorstep:/hub/fold/device/kiosk-1"))
                    .isEqualTo(Reason.NAME);
            assertThat(reasonOfCertificate(pair, subject("fold", "kiosk-1"), uri))
                    .isEqualTo(Reason.NAME);
            assertThat(reason(request(pair, subject, uri(uri)))).isEqualTo(Reason.NAME);
        }
    }

    private static X500Name subject(String hub, String device) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, new DERUTF8String(hub))
                .addRDN(BCStyle.CN, new DERUTF8String(device))
                .build();
    }

    private static GeneralName uri(String text) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, text);
    }

    private static Reason reason(String request) {
        try {
            throw new AssertionError(SigningRequest.read(request).toString());
        } catch (IdentityException e) {
            return e.reason();
        }
    }

    private static String request(KeyPair pair, X500Name subject, GeneralName... names) throws Exception {
        JcaPKCS10CertificationRequestBuilder request =
                new JcaPKCS10CertificationRequestBuilder(subject, pair.getPublic());
        if (names.length > 0) {
            request.addAttribute(
                    PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
                    new Extensions(new Extension(
                            Extension.subjectAlternativeName, false, new GeneralNames(names).getEncoded())));
        }
        return Pem.text(
                Pem.REQUEST,
                request.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                        .getEncoded());
    }

    private static Reason reasonOfCertificate(KeyPair pair, X500Name subject, String uri) throws Exception {
        JcaX509v3CertificateBuilder form = new JcaX509v3CertificateBuilder(
                new X500Name("CN=anybody"),
                Serial.random(new SecureRandom()).value(),
                Date.from(NOW),
                Date.from(NOW.plus(Duration.ofDays(1))),
                subject,
                pair.getPublic());
        form.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        form.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
        form.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(uri(uri)));
        try {
            X509Certificate made = new JcaX509CertificateConverter()
                    .getCertificate(
                            form.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
            throw new AssertionError(Holder.of(made).toString());
        } catch (IdentityException e) {
            return e.reason() == Reason.UNREADABLE ? Reason.NAME : e.reason();
        }
    }
}
