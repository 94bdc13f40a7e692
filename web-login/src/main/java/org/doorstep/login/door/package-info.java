/// A server that programs with certificates of ours call at, and no browser: TLS 1.3, with limits.
/// It is here because hub and area both have one, and both have this library.
package org.doorstep.login.door;
