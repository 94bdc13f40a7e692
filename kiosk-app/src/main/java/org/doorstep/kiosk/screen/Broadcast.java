package org.doorstep.kiosk.screen;

import io.javalin.http.sse.SseClient;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The open pages, each told of everything in the same order. Safe for all threads; telling never waits, since a
/// browser that hangs must not keep a card from being read.
final class Broadcast {
    /// The kiosk's own browser, a technician's, a test's. More are leftovers.
    private static final int MOST_PAGES = 8;

    /// A page this far behind is not being drawn; it is let go, and finds its way back by itself.
    private static final int MOST_UNSENT = 64;

    /// Often enough that a page which has gone is noticed before its place is needed.
    private static final int BREATH_SECONDS = 15;

    private final Set<Page> pages = ConcurrentHashMap.newKeySet();

    record News(String event, Object what) {}

    /// One open page, with one thread that sends to it.
    private final class Page {
        private final SseClient client;
        private final BlockingQueue<News> unsent = new ArrayBlockingQueue<>(MOST_UNSENT);

        Page(SseClient client) {
            this.client = client;
        }

        void send() {
            try {
                while (!client.terminated() && pages.contains(this)) {
                    News news = unsent.poll(BREATH_SECONDS, TimeUnit.SECONDS);
                    if (news == null) {
                        client.sendComment("here");
                    } else {
                        client.sendEvent(news.event, news.what);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                end();
            }
        }

        void end() {
            pages.remove(this);
            client.close();
        }
    }

    /// It is told of `first` before anything else.
    void add(SseClient client, News... first) {
        if (pages.size() >= MOST_PAGES) {
            client.close();
            return;
        }
        Page page = new Page(client);
        client.keepAlive();
        client.onClose(() -> pages.remove(page));
        page.unsent.addAll(List.of(first));
        pages.add(page);
        Thread.ofVirtual().name("send to a page").start(page::send);
    }

    void tell(String event, Object what) {
        for (Page page : pages) {
            if (!page.unsent.offer(new News(event, what))) {
                page.end();
            }
        }
    }

    void close() {
        pages.forEach(Page::end);
    }
}
