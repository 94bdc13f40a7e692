package org.doorstep.hub.web;

/// A page in place of the one asked for: what is the matter, in words, and where to go next.
public record RefusalPage(Frame frame, String title, String words, String next) {}
