package org.doorstep.kiosk.hardware.camera;

/// Grey pictures made clearer for a reader that could not read them as they are. All functions are
/// pure.
final class Clearer {
    /// About half a module of a code that fills a third of a frame of 640 by 480: what a camera
    /// out of focus and a hand in motion take away.
    private static final int SHARPEN_REACH = 2;

    private static final int SHARPEN_TIMES = 3;

    /// Several modules: what light and shade change slowly over.
    private static final int LEVEL_REACH = 20;

    private static final int LEVEL_TIMES = 2;
    private static final int MIDDLE = 128;

    private Clearer() {}

    /// What is near its surroundings in grey stays, what is not is moved further away from them.
    static byte[] sharpened(byte[] grey, int width, int height) {
        byte[] soft = softened(softened(grey, width, height, SHARPEN_REACH), width, height, SHARPEN_REACH);
        byte[] sharp = new byte[grey.length];
        for (int i = 0; i < sharp.length; i++) {
            int here = Byte.toUnsignedInt(grey[i]);
            sharp[i] = bounded(here + SHARPEN_TIMES * (here - Byte.toUnsignedInt(soft[i])));
        }
        return sharp;
    }

    /// As in even light, and of twice the contrast.
    static byte[] levelled(byte[] grey, int width, int height) {
        byte[] light = softened(grey, width, height, LEVEL_REACH);
        byte[] level = new byte[grey.length];
        for (int i = 0; i < level.length; i++) {
            level[i] = bounded(MIDDLE + LEVEL_TIMES * (Byte.toUnsignedInt(grey[i]) - Byte.toUnsignedInt(light[i])));
        }
        return level;
    }

    /// Twice as wide and as high, with what lies between worked out.
    static byte[] enlarged(byte[] grey, int width, int height) {
        byte[] large = new byte[4 * grey.length];
        for (int y = 0; y < 2 * height; y++) {
            double down = Math.max(0, (y - 0.5) / 2);
            int top = (int) down;
            int bottom = Math.min(height - 1, top + 1);
            for (int x = 0; x < 2 * width; x++) {
                double across = Math.max(0, (x - 0.5) / 2);
                int left = (int) across;
                int right = Math.min(width - 1, left + 1);
                double above = between(grey[top * width + left], grey[top * width + right], across - left);
                double below = between(grey[bottom * width + left], grey[bottom * width + right], across - left);
                large[y * 2 * width + x] = (byte) (above + (below - above) * (down - top));
            }
        }
        return large;
    }

    private static double between(byte one, byte other, double share) {
        int from = Byte.toUnsignedInt(one);
        return from + (Byte.toUnsignedInt(other) - from) * share;
    }

    /// The mean of a square around each pixel, by running sums: the same time for any reach.
    private static byte[] softened(byte[] grey, int width, int height, int reach) {
        int[] across = new int[grey.length];
        for (int y = 0; y < height; y++) {
            int row = y * width;
            int sum = 0;
            for (int x = -reach; x <= reach; x++) {
                sum += Byte.toUnsignedInt(grey[row + Math.clamp(x, 0, width - 1)]);
            }
            for (int x = 0; x < width; x++) {
                across[row + x] = sum;
                sum += Byte.toUnsignedInt(grey[row + Math.min(width - 1, x + reach + 1)])
                        - Byte.toUnsignedInt(grey[row + Math.max(0, x - reach)]);
            }
        }
        int count = (2 * reach + 1) * (2 * reach + 1);
        byte[] soft = new byte[grey.length];
        for (int x = 0; x < width; x++) {
            int sum = 0;
            for (int y = -reach; y <= reach; y++) {
                sum += across[Math.clamp(y, 0, height - 1) * width + x];
            }
            for (int y = 0; y < height; y++) {
                soft[y * width + x] = (byte) (sum / count);
                sum += across[Math.min(height - 1, y + reach + 1) * width + x]
                        - across[Math.max(0, y - reach) * width + x];
            }
        }
        return soft;
    }

    private static byte bounded(int grey) {
        return (byte) Math.clamp(grey, 0, 255);
    }
}
