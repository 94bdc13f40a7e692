package org.doorstep.hub.web;

/// What the web itself writes to the audit.
public enum Opened {
    /// A working view was opened; the detail is its address.
    VIEW_OPENED
}
