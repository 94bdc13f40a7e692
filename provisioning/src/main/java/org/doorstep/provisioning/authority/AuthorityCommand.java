package org.doorstep.provisioning.authority;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.doorstep.firmware.files.WholeFile;
import org.doorstep.firmware.keys.RecoverySheet;
import org.doorstep.provisioning.folder.FolderException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `authority init`: the key that makes hubs, sealed by a sheet of paper.
@Command(
        description = {
            "Makes the authority that hubs and their devices are known by. Do it on a machine that is not a hub.",
            "Prints its recovery sheet, once: `hub init` and `area init` ask for it. The folder holds the key only as"
                    + " sealed by the sheet, so a copy of it may be kept anywhere."
        })
public final class AuthorityCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private final SecureRandom random;
    private final InstantSource clock;

    @Parameters(paramLabel = "FOLDER", description = "Where to make it.")
    private Path folder;

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "What people call it: \"Millbrook\".")
    private String name;

    @Option(
            names = "--sheet",
            paramLabel = "FILE",
            description = "Write the sheet as a PDF to print, and not on the screen. Delete it when it is printed.")
    private Path pdf;

    public AuthorityCommand(SecureRandom random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (pdf != null && Files.exists(pdf)) {
            throw new FolderException(pdf + " is there already. It was not changed; name another file.");
        }
        RecoverySheet sheet = RecoverySheet.random(random);
        X509Certificate certificate;
        try {
            certificate = AuthorityFolder.make(folder, name, sheet, clock.instant(), random);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        String until = Said.day(certificate.getNotAfter().toInstant());
        String heading = "Recovery sheet of the authority " + name + ", marked "
                + sheet.key().id();
        if (pdf == null) {
            out.println(heading);
            out.println();
            out.println("    " + sheet.text());
            out.println();
            out.println("Print this, or write it down, now: it is shown only once and kept nowhere. Put it in a safe.");
            out.println("Who has the sheet and the folder can make hubs; without the sheet nobody ever can again.");
            out.println();
        } else {
            write(heading, sheet, until);
            out.println("The recovery sheet is in " + pdf + ". Print it, put it in a safe, and delete the file.");
        }
        out.println("The authority " + name + " is in " + folder + ", until " + until + ".");
        return 0;
    }

    private void write(String heading, RecoverySheet sheet, String until) {
        byte[] page = new SheetPage()
                .say(heading)
                .say("The authority ends on " + until + ".")
                .secret(sheet.text())
                .say("Keep this in a safe, away from the authority's folder.")
                .say("Who has the sheet and the folder can make hubs that every device believes.")
                .say("Without the sheet nobody can make a hub again: every device would be enrolled anew.")
                .say("`doorstep hub init` and `doorstep area init` ask for the letters above.")
                .bytes();
        try {
            WholeFile.replace(pdf, page);
        } catch (IOException e) {
            throw new FolderException(
                    "Could not write " + pdf + ", and so nobody has the sheet. Delete the folder " + folder
                            + " and give the command again, with a file that can be written.",
                    e);
        }
    }
}
