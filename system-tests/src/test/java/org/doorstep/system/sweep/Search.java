package org.doorstep.system.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Looks for very many strings at once, byte by byte, in files of any kind and size. Safe for all threads.
final class Search {
    /// So many first bytes of a needle are looked up at each place; no needle is shorter.
    static final int HEAD = 6;

    private static final int FILTER_BITS = 22;
    private static final int PIECE = 8 << 20;
    private static final int CONTEXT = 40;

    /// A file that holds this many is one that holds them all; the rest would only fill memory.
    private static final int MOST_FOUND = 20_000;

    private final Map<Long, List<Needle>> byHead = new HashMap<>();
    private final BitSet filter = new BitSet(1 << FILTER_BITS);
    private final int longest;

    /// One needle in one file, and the text around it.
    record Found(Needle needle, Path file, long at, String around) {}

    Search(Collection<Needle> needles) {
        for (Needle needle : needles) {
            long head = head(needle.bytes());
            byHead.computeIfAbsent(head, _ -> new ArrayList<>(1)).add(needle);
            filter.set(place(head));
        }
        this.longest =
                needles.stream().mapToInt(needle -> needle.bytes().length).max().orElse(HEAD);
    }

    List<Found> in(Path file) {
        List<Found> found = new ArrayList<>();
        byte[] piece = new byte[PIECE + longest];
        try (InputStream in = Files.newInputStream(file)) {
            long before = 0;
            int kept = 0;
            for (int read = in.readNBytes(piece, 0, piece.length); read > 0; ) {
                int end = kept + read;
                // A needle that may go on in the next piece is looked for there.
                boolean last = end < piece.length;
                int until = last ? end - HEAD + 1 : end - longest;
                look(piece, end, until, before, file, found);
                if (last || found.size() > MOST_FOUND) {
                    break;
                }
                System.arraycopy(piece, until, piece, 0, end - until);
                kept = end - until;
                before += until;
                read = in.readNBytes(piece, kept, piece.length - kept);
                if (read == 0) {
                    look(piece, kept, kept - HEAD + 1, before, file, found);
                }
            }
            return found;
        } catch (NoSuchFileException e) {
            // A running program may take a file away that was listed a moment ago.
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void look(byte[] piece, int end, int until, long before, Path file, List<Found> found) {
        if (end < HEAD) {
            return;
        }
        long head = 0;
        for (int i = 0; i < HEAD - 1; i++) {
            head = head << 8 | piece[i] & 0xFF;
        }
        for (int at = 0; at < until; at++) {
            head = (head << 8 | piece[at + HEAD - 1] & 0xFF) & 0xFFFF_FFFF_FFFFL;
            if (!filter.get(place(head))) {
                continue;
            }
            for (Needle needle : byHead.getOrDefault(head, List.of())) {
                byte[] bytes = needle.bytes();
                if (at + bytes.length <= end && Arrays.equals(piece, at, at + bytes.length, bytes, 0, bytes.length)) {
                    found.add(new Found(needle, file, before + at, around(piece, at, at + bytes.length, end)));
                }
            }
        }
    }

    private static String around(byte[] piece, int from, int to, int end) {
        int first = Math.max(0, from - CONTEXT);
        int last = Math.min(end, to + CONTEXT);
        return new String(piece, first, last - first, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
    }

    private static long head(byte[] bytes) {
        long head = 0;
        for (int i = 0; i < HEAD; i++) {
            head = head << 8 | bytes[i] & 0xFF;
        }
        return head;
    }

    private static int place(long head) {
        return (int) (head * 0x9E37_79B9_7F4A_7C15L >>> 64 - FILTER_BITS);
    }
}
