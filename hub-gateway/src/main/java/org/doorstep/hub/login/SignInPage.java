package org.doorstep.hub.login;

import java.util.Optional;
import org.doorstep.hub.web.Frame;

/// `name` is what was typed before; `next` the path to go to afterwards.
public record SignInPage(Frame frame, Optional<String> mistake, String name, String next) {}
