/// TLS between two ends that both show a certificate of ours.
package org.doorstep.relay.tls;
