package org.doorstep.provisioning.authority;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.firmware.keys.RecoverySheet;
import org.doorstep.provisioning.folder.Folder;
import org.doorstep.provisioning.folder.FolderException;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.Issuer;
import org.doorstep.relay.identity.Root;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What `hub init` and `area init` share: the authority, its sheet, and the names under which
/// others find the server.
abstract sealed class Certifying implements Callable<Integer> permits CertifyHub, CertifyArea {
    /// Where the demonstration and everything on the machine itself finds it.
    private static final List<String> ITSELF = List.of("localhost", "127.0.0.1");

    @Spec
    private CommandSpec spec;

    private final BufferedReader typed;

    protected final SecureRandom random;
    protected final InstantSource clock;

    @Parameters(paramLabel = "FOLDER", description = "Its folder, made by `new`.")
    protected Path folder;

    @Option(
            names = "--authority",
            paramLabel = "FOLDER",
            required = true,
            description = "The authority's folder. Its recovery sheet is asked for, and read from standard input.")
    private Path authority;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "A name or address under which others reach it. Give it once for each. This machine's own"
                    + " (localhost) and those in its settings are always among them.")
    private List<String> hosts = List.of();

    Certifying(BufferedReader typed, SecureRandom random, InstantSource clock) {
        this.typed = typed;
        this.random = random;
        this.clock = clock;
    }

    interface Making<T> {
        T make() throws IdentityException;
    }

    /// What the authority or its names refuse is a mistake in what was given: one sentence, and code 2.
    <T> T orSay(Making<T> making) {
        try {
            return making.make();
        } catch (IdentityException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        } catch (KeyFileException e) {
            throw new FolderException(e.getMessage(), e);
        }
    }

    void say(String sentence) {
        spec.commandLine().getOut().println(sentence);
    }

    /// Asks for the sheet.
    Root root() {
        AuthorityFolder made = AuthorityFolder.made(authority);
        say("Type what stands on the recovery sheet marked " + made.mark() + ", or give it as standard input:");
        try {
            String line = typed.readLine();
            return made.open(RecoverySheet.parse(line == null ? "" : line));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        } catch (IdentityException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "This is a recovery sheet, but not the one of this authority. Look for the mark " + made.mark()
                            + ".");
        } catch (IOException e) {
            throw new FolderException("Could not read what was typed.", e);
        }
    }

    /// Whether what was begun before was begun with the authority that is named now.
    boolean isOf(X509Certificate root) {
        return AuthorityFolder.made(authority).certificate().equals(root);
    }

    List<String> hosts(Map<String, String> settings) {
        List<String> all = new ArrayList<>(ITSELF);
        for (String key : List.of("broker.host", "web.bind")) {
            String host = settings.get(key);
            if (host != null && !host.equals("0.0.0.0") && !host.equals("::") && !all.contains(host)) {
                all.add(host);
            }
        }
        hosts.stream().filter(host -> !all.contains(host)).forEach(all::add);
        return orSay(() -> Issuer.requireHosts(all));
    }

    PublicKey key(Folder of, String name) {
        return orSay(() -> IdentityFiles.key(of.makeFolder(name), random));
    }

    static boolean whole(Folder of, String name) {
        return Files.exists(of.file(name).resolve(IdentityFiles.CHAIN));
    }
}
