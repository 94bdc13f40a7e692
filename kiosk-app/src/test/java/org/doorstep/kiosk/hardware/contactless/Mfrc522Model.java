package org.doorstep.kiosk.hardware.contactless;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// An MFRC522 made from its data sheet: registers, FIFO, Transceive and the timer, as far as a
/// driver can see them. It keeps every transfer as hex, out and in.
final class Mfrc522Model implements SpiLine {
    private static final int COMMAND = 0x01;
    private static final int COM_IRQ = 0x04;
    private static final int ERROR = 0x06;
    private static final int FIFO = 0x09;
    private static final int LEVEL = 0x0A;
    private static final int CONTROL = 0x0C;
    private static final int FRAMING = 0x0D;
    private static final int VERSION = 0x37;

    private final int[] registers = new int[64];
    private final List<Byte> fifo = new ArrayList<>();
    private final List<String> transcript = new ArrayList<>();
    private final List<VirtualTag> field = new ArrayList<>();
    private boolean powered = true;
    private boolean closed;

    Mfrc522Model() {
        registers[VERSION] = 0x92;
        registers[0x14] = 0x80;
    }

    void version(int version) {
        registers[VERSION] = version;
    }

    void lay(VirtualTag... tags) {
        field.forEach(VirtualTag::leave);
        field.clear();
        field.addAll(List.of(tags));
    }

    void pullOut() {
        powered = false;
    }

    boolean isClosed() {
        return closed;
    }

    List<String> transcript() {
        return transcript;
    }

    @Override
    public byte[] transfer(byte[] out) {
        byte[] in = new byte[out.length];
        if (powered) {
            boolean reading = (out[0] & 0x80) != 0;
            if (reading) {
                for (int i = 0; i + 1 < out.length; i++) {
                    in[i + 1] = (byte) read(out[i] >> 1 & 0x3F);
                }
            } else {
                for (int i = 1; i < out.length; i++) {
                    write(out[0] >> 1 & 0x3F, Byte.toUnsignedInt(out[i]));
                }
            }
        }
        HexFormat hex = HexFormat.of().withUpperCase();
        transcript.add("> " + hex.formatHex(out) + " < " + hex.formatHex(in));
        return in;
    }

    @Override
    public void close() {
        closed = true;
    }

    private int read(int register) {
        return switch (register) {
            case FIFO -> fifo.isEmpty() ? 0 : Byte.toUnsignedInt(fifo.removeFirst());
            case LEVEL -> fifo.size();
            default -> registers[register];
        };
    }

    private void write(int register, int value) {
        switch (register) {
            case COMMAND -> {
                registers[COMMAND] = value & 0x0F;
                if (value == 0x0F) {
                    registers[COMMAND] = 0x00;
                    registers[0x14] = 0x80;
                }
            }
            case COM_IRQ -> registers[COM_IRQ] &= (value & 0x80) != 0 ? ~0 : ~value;
            case FIFO -> fifo.add((byte) value);
            case LEVEL -> {
                if ((value & 0x80) != 0) {
                    fifo.clear();
                }
            }
            case FRAMING -> {
                registers[FRAMING] = value & 0x7F;
                if ((value & 0x80) != 0 && registers[COMMAND] == 0x0C) {
                    transceive(value & 0x07);
                }
            }
            default -> registers[register] = value;
        }
    }

    private void transceive(int lastBits) {
        byte[] frame = new byte[fifo.size()];
        for (int i = 0; i < frame.length; i++) {
            frame[i] = fifo.get(i);
        }
        fifo.clear();
        registers[ERROR] = 0;
        boolean antenna = (registers[0x14] & 0x03) == 0x03;
        List<VirtualTag.OnAir> answers = new ArrayList<>();
        for (VirtualTag tag : antenna ? field : List.<VirtualTag>of()) {
            Optional<VirtualTag.OnAir> answer = tag.answer(frame, lastBits);
            answer.ifPresent(answers::add);
        }
        if (answers.isEmpty()) {
            registers[COM_IRQ] |= 0x01;
            return;
        }
        for (byte each : answers.getFirst().bytes()) {
            fifo.add(each);
        }
        for (VirtualTag.OnAir other : answers) {
            if (!java.util.Arrays.equals(other.bytes(), answers.getFirst().bytes())) {
                registers[ERROR] = 0x08;
            }
        }
        registers[CONTROL] = answers.getFirst().lastBits();
        registers[COM_IRQ] |= 0x20;
    }
}
