package org.doorstep.system.bench;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/// A grey picture, one byte a pixel, and what its code says; empty if there is none in it.
record TestPicture(String name, Optional<String> says, byte[] grey, int width, int height) {

    /// The photographs in a folder and the folders below it, in the order of their names.
    static List<TestPicture> photographs(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().endsWith(".png"))
                    .sorted()
                    .toList();
        }
        List<TestPicture> pictures = new ArrayList<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            String text = Files.readString(file.resolveSibling(name.replace(".png", ".txt")), StandardCharsets.UTF_8);
            BufferedImage image = ImageIO.read(file.toFile());
            pictures.add(
                    new TestPicture(name, Optional.of(text.strip()), grey(image), image.getWidth(), image.getHeight()));
        }
        return pictures;
    }

    static byte[] grey(BufferedImage image) {
        BufferedImage grey = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D drawing = grey.createGraphics();
        drawing.drawImage(image, 0, 0, null);
        drawing.dispose();
        return ((DataBufferByte) grey.getRaster().getDataBuffer()).getData();
    }
}
