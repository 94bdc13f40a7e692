package org.doorstep.login;

/// Who asks, once signed in. `csrf` goes into every form as the hidden field `csrf`, or into the header `X-CSRF`: a
/// page of another origin can make a browser send the cookie, but cannot read this.
public record Visitor<R extends Enum<R> & StaffRole>(String name, R role, String csrf) {}
