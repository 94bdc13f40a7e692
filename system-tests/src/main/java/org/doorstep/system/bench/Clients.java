package org.doorstep.system.bench;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Many who ask at once, each for the next of a list as soon as they have their answer.
final class Clients {
    private static final int PATIENCE_MINUTES = 10;

    private double[] milliseconds = {};

    /// Asks once, on a thread of its own: `client` from 0.
    @FunctionalInterface
    interface Asking<T> {
        void ask(int client, T what) throws Exception;
    }

    /// How many a second were answered. How long each took is added up over all runs.
    <T> double run(int clients, List<T> all, Asking<T> asking) throws Exception {
        double[] took = new double[all.size()];
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        long begun = System.nanoTime();
        try {
            List<Future<Void>> running = IntStream.range(0, clients)
                    .mapToObj(client -> threads.<Void>submit(() -> {
                        for (int i = next.getAndIncrement(); i < all.size(); i = next.getAndIncrement()) {
                            long asked = System.nanoTime();
                            asking.ask(client, all.get(i));
                            took[i] = (System.nanoTime() - asked) / 1e6;
                        }
                        return null;
                    }))
                    .toList();
            for (Future<Void> one : running) {
                one.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
        double rate = all.size() / ((System.nanoTime() - begun) / 1e9);
        milliseconds = DoubleStream.concat(DoubleStream.of(milliseconds), DoubleStream.of(took))
                .toArray();
        return rate;
    }

    Samples waited() {
        return new Samples(milliseconds);
    }
}
