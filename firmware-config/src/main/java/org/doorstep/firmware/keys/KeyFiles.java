package org.doorstep.firmware.keys;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.XECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.doorstep.firmware.files.WholeFile;
import org.doorstep.relay.contract.talk.TokenKey;

/// All the keys of one hub. The last of a kind is the one to make new things with; the earlier ones still open and
/// check the old.
///
/// In the hub's `keys` folder, each a file for its owner only, of lines `name = base64url`:
/// `pass-0001.properties` (`private`, `public`: Ed25519, signs passes), `sealing-0001.properties` (the same, X25519,
/// opens card numbers), `token-0001.properties` (`key`: HMAC-SHA-256, makes tokens). The number is the key's name and
/// counts up, in four hex digits; for a token key it is the version. Beside them `sealing.told` has the name of the
/// sealing key that devices are told, which is an earlier one until the second copy has the newest; a hub that has only
/// ever had one has no such file, and `sealingTold` is "".
public record KeyFiles(
        List<KeyPairBytes> passKeys, List<KeyPairBytes> sealingKeys, List<TokenKey> tokenKeys, String sealingTold) {
    static final String TOLD = "sealing.told";

    private static final String FIRST = "0001";
    private static final String SUFFIX = ".properties";

    public KeyFiles {
        passKeys = List.copyOf(passKeys);
        sealingKeys = List.copyOf(sealingKeys);
        tokenKeys = List.copyOf(tokenKeys);
    }

    /// The halves that anyone may have, as a kiosk's settings write them.
    public record PublicKeys(String passKeys, String sealingKey) {}

    public PublicKeys publicKeys() {
        return new PublicKeys(
                passKeys.stream().map(KeyPairBytes::publicText).collect(Collectors.joining(",")),
                sealingKeys.stream()
                        .filter(key -> key.id().equals(sealingTold))
                        .findFirst()
                        .orElseGet(sealingKeys::getLast)
                        .publicText());
    }

    public KeyPairBytes signingKey() {
        return passKeys.getLast();
    }

    public TokenKey tokenKey() {
        return tokenKeys.getLast();
    }

    /// Makes the first of each kind where there is none; never touches one that is there. The folder must exist.
    public static void make(Path folder, SecureRandom random) {
        try {
            write(folder, "pass", () -> pair("Ed25519", random));
            write(folder, "sealing", () -> pair("X25519", random));
            write(folder, "token", () -> {
                byte[] key = new byte[KeyPairBytes.BYTES];
                random.nextBytes(key);
                return "key = " + text(key) + "\n";
            });
        } catch (IOException | GeneralSecurityException e) {
            throw new KeyFileException("Could not make the keys in " + folder + ": no right to write, or no room.", e);
        }
    }

    /// Throws [KeyFileException] if a kind of key is missing or a file is not of the form.
    public static KeyFiles read(Path folder) {
        try {
            return new KeyFiles(
                    each(folder, "pass", KeyFiles::pairOf),
                    each(folder, "sealing", KeyFiles::pairOf),
                    each(folder, "token", (id, p) -> new TokenKey(Integer.parseInt(id, 16), bytes(p, "key"))),
                    told(folder));
        } catch (IOException | IllegalArgumentException e) {
            throw new KeyFileException(
                    "The hub's keys in " + folder + " cannot be read. A new hub's are made by `doorstep hub new`; those"
                            + " of a hub with passes in people's hands must come back from its second copy.",
                    e);
        }
    }

    @FunctionalInterface
    interface Maker {
        String make() throws GeneralSecurityException;
    }

    static void write(Path folder, String kind, Maker maker) throws IOException, GeneralSecurityException {
        Path file = folder.resolve(kind + "-" + FIRST + SUFFIX);
        if (!Files.exists(file)) {
            WholeFile.create(file, maker.make());
        }
    }

    static String pair(String algorithm, SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(
                algorithm.equals("Ed25519") ? NamedParameterSpec.ED25519 : NamedParameterSpec.X25519, random);
        KeyPair pair = generator.generateKeyPair();
        byte[] privateKey =
                switch (pair.getPrivate()) {
                    case EdECPrivateKey key -> key.getBytes().orElseThrow();
                    case XECPrivateKey key -> key.getScalar().orElseThrow();
                    default -> throw new IllegalStateException("A key of another curve.");
                };
        // RFC 8410: the encoded form ends with the 32 bytes themselves.
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] publicKey = Arrays.copyOfRange(encoded, encoded.length - KeyPairBytes.BYTES, encoded.length);
        return "private = " + text(privateKey) + "\npublic = " + text(publicKey) + "\n";
    }

    static <T> List<T> each(Path folder, String kind, BiFunction<String, Properties, T> read) throws IOException {
        TreeMap<String, T> byId = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (isOf(kind, file) && !(kind.equals(SealingFiles.KIND) && SealingFiles.isOverwritten(file))) {
                    String id = name.substring(kind.length() + 1, name.length() - SUFFIX.length());
                    byId.put(id, read.apply(id, properties(file)));
                }
            }
        }
        if (byId.isEmpty()) {
            throw new IllegalArgumentException("There is no " + kind + " key.");
        }
        return List.copyOf(byId.values());
    }

    private static String told(Path folder) throws IOException {
        Path file = folder.resolve(TOLD);
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }

    static boolean isOf(String kind, Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(kind + "-") && name.endsWith(SUFFIX);
    }

    static KeyPairBytes pairOf(String id, Properties properties) {
        return new KeyPairBytes(id, bytes(properties, "private"), bytes(properties, "public"));
    }

    static Properties properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    static byte[] bytes(Properties properties, String key) {
        return Base64.getUrlDecoder().decode(properties.getProperty(key, "").strip());
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
