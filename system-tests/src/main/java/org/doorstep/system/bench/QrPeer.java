package org.doorstep.system.bench;

import java.io.IOException;
import java.util.Optional;

/// Something that reads codes, and says how long it took for a picture.
interface QrPeer extends AutoCloseable {
    record Read(Optional<String> text, double millis) {}

    Read read(TestPicture shown) throws IOException;

    @Override
    void close();
}
