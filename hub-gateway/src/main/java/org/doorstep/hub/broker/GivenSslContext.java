package org.doorstep.hub.broker;

import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.spi.core.remoting.ssl.SSLContextConfig;
import org.apache.activemq.artemis.spi.core.remoting.ssl.SSLContextFactory;

/// Lets an acceptor be given a context as an object. Artemis would make its own from key store
/// files with passwords, and finds this by its service file.
public final class GivenSslContext implements SSLContextFactory {
    /// Above those that come with Artemis (10 at most).
    private static final int PRIORITY = 100;

    @Override
    public SSLContext getSSLContext(SSLContextConfig files, Map<String, Object> options) {
        if (options.get(TransportConstants.SSL_CONTEXT_PROP_NAME) instanceof SSLContext given) {
            return given;
        }
        throw new IllegalArgumentException("An acceptor with TLS is given its context here, and makes none of files.");
    }

    @Override
    public int getPriority() {
        return PRIORITY;
    }
}
