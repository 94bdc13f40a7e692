package org.doorstep.hub.login;

import java.util.Optional;
import org.doorstep.hub.web.Frame;

/// Choosing a name and a passphrase, by a one-time link. `name` is what was typed before.
public record BeginPage(Frame frame, Optional<String> mistake, String name) {}
