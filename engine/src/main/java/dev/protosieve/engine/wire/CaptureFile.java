package dev.protosieve.engine.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Packets of a capture file: pcap with micro- or nanoseconds in either byte order (draft-ietf-opsawg-pcap) and pcapng
 * (draft-ietf-opsawg-pcapng). Whatever the link layer was, packets are given from an Ethernet header on.
 *
 * @param problem why reading ended before the end of the file; empty when it did not
 * @param skipped packets of link layers that carry no IP that is known here
 */
public record CaptureFile(List<Captured> packets, String problem, int skipped) {

    /**
     * @param packet from the Ethernet header on; of other link layers with one whose addresses are zero
     * @param length of the packet on the wire
     */
    public record Captured(Instant time, byte[] packet, int length) {

        public boolean isCut() {
            return packet.length < length;
        }
    }

    private static final int MICROS = 0xa1b2c3d4;
    private static final int NANOS = 0xa1b23c4d;
    private static final int SECTION = 0x0a0d0d0a;
    private static final int BYTE_ORDER = 0x1a2b3c4d;
    private static final int INTERFACE = 1;
    /** Of before 2010. */
    private static final int PACKET = 2;
    private static final int SIMPLE = 3;
    private static final int ENHANCED = 6;
    private static final int END_OF_OPTIONS = 0;
    private static final int RESOLUTION = 9;
    private static final int OFFSET = 14;
    /** RFC 1952, 2.3.1: ID1 and ID2. */
    private static final int GZIP = 0x1f8b;
    private static final int PCAP_HEADER = 24;
    private static final int PCAP_RECORD = 16;
    private static final int BLOCK_FRAME = 12;
    private static final long NANOS_A_SECOND = 1_000_000_000L;
    /** Larger ones are no packets: the largest snapshot length of tcpdump (MAXIMUM_SNAPLEN, libpcap). */
    private static final int LARGEST = 262_144;
    private static final int LARGEST_UNPACKED = 256 << 20;

    public CaptureFile {
        packets = List.copyOf(packets);
    }

    /**
     * @param most packets that are read; what follows is left out, and said so
     */
    public static CaptureFile read(byte[] file, int most) {
        if (file.length < 2 || ((file[0] & 0xff) << 8 | file[1] & 0xff) != GZIP) {
            return new Reader(file, most).read();
        }
        ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
            byte[] piece = new byte[1 << 16];
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                unpacked.write(piece, 0, n);
                if (unpacked.size() > LARGEST_UNPACKED) {
                    return nothing("unpacked, the file is larger than 256 MB");
                }
            }
        } catch (IOException _) {
            if (unpacked.size() == 0) {
                return nothing("this .gz file is damaged");
            }
        }
        return new Reader(unpacked.toByteArray(), most).read();
    }

    private static CaptureFile nothing(String problem) {
        return new CaptureFile(List.of(), problem, 0);
    }

    /**
     * @param ticks a second of its time stamps
     * @param offset seconds to add to them
     * @param snapped the most bytes of a packet that are there; 0 for all
     */
    private record Link(int type, long ticks, long offset, int snapped) {

        Instant time(long stamp) {
            long seconds = Long.divideUnsigned(stamp, ticks) + offset;
            long rest = Long.remainderUnsigned(stamp, ticks);
            // a file may say anything
            return seconds < Instant.MIN.getEpochSecond() || seconds >= Instant.MAX.getEpochSecond() ? Instant.EPOCH
                    : Instant.ofEpochSecond(seconds, (long) ((double) rest / ticks * NANOS_A_SECOND));
        }
    }

    private static final class Reader {

        private final ByteBuffer in;
        private final int most;
        private final List<Captured> packets = new ArrayList<>();
        private final List<Link> links = new ArrayList<>();
        private String problem = "";
        private int skipped;

        Reader(byte[] file, int most) {
            this.in = ByteBuffer.wrap(file);
            this.most = most;
        }

        CaptureFile read() {
            int magic = in.remaining() < 4 ? 0 : in.getInt(0);
            int swapped = Integer.reverseBytes(magic);
            if (magic == SECTION) {
                blocks();
            } else if (magic == MICROS || magic == NANOS || swapped == MICROS || swapped == NANOS) {
                boolean big = magic == MICROS || magic == NANOS;
                in.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
                records((big ? magic : swapped) == NANOS ? NANOS_A_SECOND : 1_000_000L);
            } else {
                problem = "this is no pcap and no pcapng file";
            }
            return new CaptureFile(packets, problem, skipped);
        }

        private void records(long ticks) {
            if (in.limit() < PCAP_HEADER) {
                problem = "the file ends in its header";
                return;
            }
            // the upper bits tell of frame check sequences
            Link link = new Link(in.getInt(PCAP_HEADER - 4) & 0xffff, ticks, 0, 0);
            in.position(PCAP_HEADER);
            while (in.hasRemaining() && problem.isEmpty()) {
                if (in.remaining() < PCAP_RECORD) {
                    problem = "the file ends inside of a packet";
                    return;
                }
                long seconds = Integer.toUnsignedLong(in.getInt());
                long fraction = Integer.toUnsignedLong(in.getInt());
                int captured = in.getInt();
                int length = in.getInt();
                if (captured < 0 || captured > LARGEST || captured > in.remaining()) {
                    problem = "the file ends inside of a packet";
                    return;
                }
                byte[] bytes = new byte[captured];
                in.get(bytes);
                add(link, Instant.ofEpochSecond(seconds, fraction * (NANOS_A_SECOND / ticks)), bytes, length);
            }
        }

        private void blocks() {
            while (in.remaining() >= BLOCK_FRAME && problem.isEmpty()) {
                int start = in.position();
                if (in.getInt(start) == SECTION) {
                    in.order(ByteOrder.BIG_ENDIAN);
                    if (in.getInt(start + 8) != BYTE_ORDER) {
                        in.order(ByteOrder.LITTLE_ENDIAN);
                    }
                    links.clear();
                }
                int type = in.getInt(start);
                int length = in.getInt(start + 4);
                if (length < BLOCK_FRAME || length % 4 != 0 || length > in.remaining()) {
                    problem = "the file ends inside of a block";
                    return;
                }
                block(type, start + 8, start + length - 4);
                in.position(start + length);
            }
            if (in.hasRemaining() && problem.isEmpty()) {
                problem = "the file ends inside of a block";
            }
        }

        private void block(int type, int from, int end) {
            if (type == INTERFACE && end - from >= 8) {
                links.add(new Link(Short.toUnsignedInt(in.getShort(from)), ticks(from + 8, end), offset(from + 8, end),
                        Math.max(0, in.getInt(from + 4))));
            } else if (type == ENHANCED && end - from >= 20) {
                enhanced(in.getInt(from), from, end);
            } else if (type == PACKET && end - from >= 20) {
                enhanced(Short.toUnsignedInt(in.getShort(from)), from, end);
            } else if (type == SIMPLE && end - from >= 4 && !links.isEmpty()) {
                int length = in.getInt(from);
                int snapped = links.getFirst().snapped;
                int kept = snapped == 0 ? length : Math.min(length, snapped);
                add(links.getFirst(), Instant.EPOCH, slice(from + 4, Math.min(kept, end - from - 4)), length);
            }
        }

        private void enhanced(int index, int from, int end) {
            int captured = in.getInt(from + 12);
            if (index < 0 || index >= links.size() || captured < 0 || captured > end - from - 20) {
                problem = "a packet has no interface, or is longer than its block";
                return;
            }
            Link link = links.get(index);
            long stamp = Integer.toUnsignedLong(in.getInt(from + 4)) << 32
                    | Integer.toUnsignedLong(in.getInt(from + 8));
            add(link, link.time(stamp), slice(from + 20, captured), in.getInt(from + 16));
        }

        /** Of the option if_tsresol; microseconds without it. */
        private long ticks(int from, int end) {
            int at = option(RESOLUTION, 1, from, end);
            int value = at < 0 ? 6 : in.get(at) & 0x7f;
            return at >= 0 && in.get(at) < 0 ? 1L << Math.min(62, value) : (long) Math.pow(10, Math.min(18, value));
        }

        /** Of the option if_tsoffset. */
        private long offset(int from, int end) {
            int at = option(OFFSET, Long.BYTES, from, end);
            return at < 0 ? 0 : in.getLong(at);
        }

        /** Where its value is, or -1. */
        private int option(int wanted, int size, int from, int end) {
            int at = from;
            while (at + 4 <= end) {
                int code = Short.toUnsignedInt(in.getShort(at));
                int length = Short.toUnsignedInt(in.getShort(at + 2));
                if (code == END_OF_OPTIONS) {
                    return -1;
                }
                if (code == wanted && length == size && at + 4 + size <= end) {
                    return at + 4;
                }
                at += 4 + (length + 3) / 4 * 4;
            }
            return -1;
        }

        private byte[] slice(int from, int length) {
            byte[] bytes = new byte[Math.max(0, length)];
            in.get(from, bytes);
            return bytes;
        }

        private void add(Link link, Instant time, byte[] bytes, int length) {
            if (packets.size() == most) {
                problem = "only the first " + most + " packets are shown";
                return;
            }
            LinkLayer.toEthernet(link.type, bytes).ifPresentOrElse(
                    packet -> packets.add(new Captured(time, packet, length + packet.length - bytes.length)),
                    () -> skipped++);
        }
    }
}
