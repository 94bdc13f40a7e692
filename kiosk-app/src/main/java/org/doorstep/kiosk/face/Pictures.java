package org.doorstep.kiosk.face;

import java.util.List;

/// The 64 pictures of picture phrases, by their names in the sprite and in the words. Their order
/// is what residents' phrases are written in: it never changes, and a picture may be drawn anew but
/// never stand for another thing.
final class Pictures {
    static final List<String> NAMES = List.of(
            "house",
            "key",
            "bell",
            "umbrella",
            "bicycle",
            "bus",
            "airplane",
            "sailboat",
            "train",
            "tractor",
            "rocket",
            "car-profile",
            "anchor",
            "lighthouse",
            "tent",
            "windmill",
            "sun",
            "moon",
            "star",
            "snowflake",
            "cloud-rain",
            "fire",
            "drop",
            "mountains",
            "tree-evergreen",
            "leaf",
            "flower-tulip",
            "cactus",
            "acorn",
            "feather",
            "fish",
            "bird",
            "butterfly",
            "cat",
            "horse",
            "cow",
            "ice-cream",
            "footprints",
            "hand",
            "eyeglasses",
            "crown",
            "t-shirt",
            "sock",
            "boot",
            "watch",
            "scissors",
            "hammer",
            "broom",
            "ladder",
            "chair",
            "bed",
            "bathtub",
            "lamp",
            "cake",
            "book-open",
            "pencil",
            "envelope",
            "gift",
            "balloon",
            "guitar",
            "music-note",
            "soccer-ball",
            "bread",
            "carrot");

    /// So many on one page of the 7-inch screen, each as large as any button.
    static final int ON_A_PAGE = 16;

    private Pictures() {}
}
