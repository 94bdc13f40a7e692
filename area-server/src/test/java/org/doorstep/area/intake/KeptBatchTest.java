package org.doorstep.area.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.junit.jupiter.api.Test;

/// Hubs are brought up to date one by one: what the first of them sends must be understood for ever.
class KeptBatchTest {
    @Test
    void theFirstVersionsBatchIsReadAndSaysTheSameWrittenAgain() throws IOException, WireException {
        byte[] kept;
        try (InputStream file = KeptBatchTest.class.getResourceAsStream("/kept/figure-batch-v1.json")) {
            kept = file.readAllBytes();
        }
        FigureBatch batch = Wire.readMessage(kept, FigureBatch.class);

        assertThat(batch.rows()).hasSize(3);
        assertThat(Wire.JSON.readTree(Wire.writeMessage(batch))).isEqualTo(Wire.JSON.readTree(kept));
    }
}
