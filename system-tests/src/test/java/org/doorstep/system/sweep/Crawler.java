package org.doorstep.system.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Pattern;
import org.doorstep.system.trial.PageHand;

/// Opens every page that a signed-in person can come to by following links, and keeps each as a file.
final class Crawler {
    private static final Pattern LINK = Pattern.compile("href=\"(/[^\"#]*)");

    /// A hub with months of sessions has more, and they are alike.
    private static final int MOST_PAGES = 150;

    private final PageHand hand;
    private final Path kept;

    Crawler(PageHand hand, Path kept) throws IOException {
        this.hand = hand;
        this.kept = Files.createDirectories(kept);
    }

    /// From these on; returns the addresses that answered.
    Set<String> crawl(List<String> from) throws IOException, InterruptedException {
        Queue<String> waiting = new ArrayDeque<>(from);
        Set<String> seen = new LinkedHashSet<>(from);
        Set<String> answered = new LinkedHashSet<>();
        while (!waiting.isEmpty() && answered.size() < MOST_PAGES) {
            String address = waiting.remove();
            String page;
            try {
                page = hand.page(address);
            } catch (IOException e) {
                // A link that is for another role, or to a file by another name.
                continue;
            }
            answered.add(address);
            Files.writeString(kept.resolve("%03d.html".formatted(answered.size())), address + "\n" + page);
            LINK.matcher(page)
                    .results()
                    .map(link -> link.group(1).replace("&amp;", "&"))
                    .forEach(link -> {
                        if (!link.startsWith("/static") && seen.add(link)) {
                            waiting.add(link);
                        }
                    });
        }
        return answered;
    }
}
