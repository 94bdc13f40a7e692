/// The central team's roles, its pages of signing in, and asking a colleague in.
package org.doorstep.area.login;
