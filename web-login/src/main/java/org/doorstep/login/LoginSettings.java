package org.doorstep.login;

import java.util.regex.Pattern;

/// `cookie`: the name of this program's cookie, such as `doorstep-hub`. A browser does not tell ports apart, so two
/// programs on one machine that used the same name would sign each other's visitors out.
public record LoginSettings(String cookie) {
    private static final Pattern COOKIE = Pattern.compile("[a-z0-9-]{1,64}");

    public LoginSettings {
        if (cookie == null || !COOKIE.matcher(cookie).matches()) {
            throw new IllegalArgumentException("A cookie's name is 1 to 64 of a-z, 0-9 and hyphen.");
        }
    }
}
