/// How staff sign in to a program's pages: accounts, one-time links, sessions, and which role may ask for which route.
/// Mechanisms only; pages and words belong to the program (docs/decisions/0020).
package org.doorstep.login;
