package org.doorstep.kiosk.hardware.camera;

/// Width and height of a camera's frames, in pixels. Its text, in the setting `camera.size`, is `640x480`.
///
/// The width is a multiple of 64: the Pi's camera pads the rows of other widths, and nothing in the stream says so.
public record FrameSize(int width, int height) {
    private static final int ROW_STEP = 64;

    /// A pass of 37 modules must still have two pixels a module when it fills a third of the picture's height.
    private static final int LEAST = 192;

    /// Full HD. More takes longer to search than a Pi has between two frames.
    private static final int MOST = 1920;

    public FrameSize {
        if (width < LEAST
                || height < LEAST
                || width > MOST
                || height > MOST
                || width % ROW_STEP != 0
                || height % 2 != 0) {
            throw new IllegalArgumentException("A camera's width is a multiple of 64 and its height even, both from "
                    + LEAST + " to " + MOST + ".");
        }
    }

    /// Throws IllegalArgumentException with a sentence that says what is wrong with the text.
    public static FrameSize parse(String text) {
        if (!text.matches("[0-9]{3,4}x[0-9]{3,4}")) {
            throw new IllegalArgumentException("A camera's size is WIDTHxHEIGHT, such as 640x480.");
        }
        int x = text.indexOf('x');
        return new FrameSize(Integer.parseInt(text.substring(0, x)), Integer.parseInt(text.substring(x + 1)));
    }

    /// The bytes of the grey picture, which comes first in a YUV420 frame.
    int greyBytes() {
        return width * height;
    }

    /// The bytes of a whole YUV420 frame: the two colour planes have a quarter of the pixels each.
    int bytes() {
        return greyBytes() * 3 / 2;
    }
}
