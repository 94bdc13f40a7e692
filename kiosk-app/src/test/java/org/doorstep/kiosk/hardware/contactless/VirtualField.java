package org.doorstep.kiosk.hardware.contactless;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.ReaderStatus;

/// A field without a chip, for what is above chips. Cards are laid in it from any thread.
final class VirtualField implements Field {
    private final List<VirtualTag> field = new CopyOnWriteArrayList<>();
    private final List<Integer> written = new CopyOnWriteArrayList<>();
    private volatile boolean pluggedIn = true;

    void lay(VirtualTag... tags) {
        field.clear();
        field.addAll(List.of(tags));
    }

    void plug(boolean in) {
        pluggedIn = in;
    }

    /// The pages that were written, in order.
    List<Integer> written() {
        return written;
    }

    VirtualField open() throws ReaderLost {
        mustBePluggedIn();
        return this;
    }

    @Override
    public Found look() throws ReaderLost {
        mustBePluggedIn();
        List<VirtualTag> now = List.copyOf(field);
        return switch (now.size()) {
            case 0 -> new Found.Nothing();
            case 1 -> new Found.One(new Tag(now.getFirst().uid(), now.getFirst().sak()));
            default -> new Found.Several();
        };
    }

    @Override
    public byte[] page(int number) throws ReaderLost, TagGone {
        mustBePluggedIn();
        return tag().read(number).orElseThrow(() -> new TagGone("No answer."));
    }

    @Override
    public void writePage(int number, byte[] four) throws ReaderLost, TagGone {
        mustBePluggedIn();
        if (!tag().write(number, four)) {
            throw new TagGone("Not taken.");
        }
        written.add(number);
    }

    @Override
    public void letGo() throws ReaderLost {
        mustBePluggedIn();
    }

    @Override
    public void close() {}

    private VirtualTag tag() throws TagGone {
        List<VirtualTag> now = List.copyOf(field);
        if (now.isEmpty()) {
            throw new TagGone("Nothing is there.");
        }
        return now.getFirst();
    }

    private void mustBePluggedIn() throws ReaderLost {
        if (!pluggedIn) {
            throw new ReaderLost(ReaderStatus.Why.ABSENT, "It is not plugged in.");
        }
    }
}
