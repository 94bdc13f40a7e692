package org.doorstep.provisioning;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.doorstep.provisioning.Provisioning.Surroundings;

/// Hands the arguments, the outputs, what is typed, the clock and true randomness to [Provisioning].
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        BufferedReader typed = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Surroundings with = new Surroundings(typed, new SecureRandom(), InstantSource.system());
        System.exit(new Provisioning(out, err, with).run(arguments));
    }
}
