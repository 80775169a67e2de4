/*
 * What the filters written by hand share: finding the message in the packet, reading it, counting.
 *
 * Offsets count from the packet's first byte. They are compared with the end of what is being read before anything is read
 * there, which bounds them for the verifier; what was read beyond the end is found when they are compared the next time.
 * Everything is inlined.
 */
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef int s32;
typedef long long s64;

#define INLINE static inline __attribute__((always_inline))
#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)
/* The compiler may not compute anything of it before, nor remember what it was. */
#define OPAQUE(x) asm volatile("" : "+r"(x))
#define SECTION(name) __attribute__((section(name), used))

/* include/uapi/linux/bpf.h */
struct xdp_md {
    u32 data;
    u32 data_end;
};

enum { XDP_DROP = 1, XDP_PASS = 2 };

static void *(*map_lookup)(void *map, const void *key) = (void *) 1;

/* The one value of the map groups, for each CPU: field numbers of the groups that are open around the one at top. */
struct groups {
    u64 top;
    u32 open[32];
};

/* As libbpf declares maps: numbers are lengths of arrays. Sizes of the counters are those of the rules' when they are loaded. */
#define MAP_NUMBER(name, n) int (*name)[n]
enum { PERCPU_ARRAY = 6 };

struct {
    MAP_NUMBER(type, PERCPU_ARRAY);
    MAP_NUMBER(key_size, sizeof(u32));
    MAP_NUMBER(value_size, 2 * sizeof(u64));
    MAP_NUMBER(max_entries, 1);
} counters SECTION(".maps");

struct {
    MAP_NUMBER(type, PERCPU_ARRAY);
    MAP_NUMBER(key_size, sizeof(u32));
    MAP_NUMBER(value_size, sizeof(struct groups));
    MAP_NUMBER(max_entries, 1);
} groups SECTION(".maps");

/* Entries of the counters; the rules' begin at RULE. */
enum { DEFAULT = 0, MALFORMED = 1, ERROR = 2, LIMIT = 3, UNSEEN = 4, RULE = 9 };

/* What walking gives in place of a cause. */
enum { WHOLE = 100, IGNORE = 101 };

enum { MAX_OFFSET = 65000, MAX_MESSAGE = 64000, MAX_DEPTH = 32 };

enum { VARINT = 0, FIXED64 = 1, LEN = 2, START_GROUP = 3, END_GROUP = 4, FIXED32 = 5 };
#define TAG(number, type) ((number) << 3 | (type))

/*
 * Makes the verifier forget an offset but for its bound, which the next comparison gives. What is added to a packet pointer is
 * told apart value range by value range: without this each way to a place is verified on its own.
 */
#define FORGET(p, off) ((off) += (p)->zero)


/* True until the kernel's budget for loops is spent: BPF_JCOND, Linux 6.9. */
INLINE int more(void) {
    asm volatile goto("1: .byte 0xe5; .byte 0; .long ((%l[spent] - 1b - 8) / 8) & 0xffff; .short 0" : : : : spent);
    return 1;
spent:
    return 0;
}

struct packet {
    const u8 *data;
    const u8 *data_end;
    u64 length;
    u64 zero;
};

/* 0 for values that fields change: a value that the verifier knows would be compared way by way, too. */
INLINE u64 nothing(const struct packet *p) {
    u64 n = p->zero;
    OPAQUE(n);
    /* A sum, because a copy would take part in what the verifier learns of the other. */
    return n + p->zero;
}

/* The 8 bytes at an offset that is at most MAX_OFFSET; zeros or stale bytes behind the packet's end. */
INLINE u64 word(const struct packet *p, u64 off) {
    const u8 *at = p->data + off;
    /* The verifier takes a check of one pointer for no check of its equal. */
    OPAQUE(at);
    if (LIKELY(at + 8 <= p->data_end)) {
        return *(const u64 *) at;
    }
    u64 last = p->length - 8;
    OPAQUE(last);
    if (last > MAX_OFFSET) {
        return 0;
    }
    at = p->data + last;
    if (at + 8 > p->data_end) {
        return 0;
    }
    return *(const u64 *) at >> ((off - last) * 8 & 63);
}

/*
 * The varint at the low end of w, which holds the bytes at off and at least 5 of them; off moves behind it. False for
 * eleven bytes.
 */
INLINE int varint(const struct packet *p, u64 w, u64 *off, u64 *value) {
    u64 v = w & 0x7f;
    if (LIKELY(!(w & 0x80))) {
        *off += 1;
        *value = v;
        return 1;
    }
    v |= w >> 1 & 0x7f << 7;
    if (!(w & 0x8000)) {
        *off += 2;
        *value = v;
        return 1;
    }
    v |= w >> 2 & 0x7f << 14;
    if (!(w & 0x800000)) {
        *off += 3;
        *value = v;
        return 1;
    }
    v |= w >> 3 & 0x7f << 21;
    if (!(w & 0x80000000)) {
        *off += 4;
        *value = v;
        return 1;
    }
    v |= w >> 4 & 0x7fULL << 28;
    if (!(w & 0x8000000000)) {
        *off += 5;
        *value = v;
        return 1;
    }
    *off += 5;
    if (*off > MAX_OFFSET) {
        return 0;
    }
    w = word(p, *off);
#pragma unroll
    for (int i = 5; i < 10; i++) {
        v |= (w & 0x7f) << 7 * i;
        *off += 1;
        if (!(w & 0x80)) {
            *value = v;
            return 1;
        }
        w >>= 8;
    }
    return 0;
}

/*
 * A tag of several bytes, the first of which are in b; off moves behind it. w = the bytes there, at least 5. False for more
 * than 32 bits.
 */
INLINE int long_tag(const struct packet *p, u64 *off, u64 *tag, u64 *w) {
    u64 b = *w;
    u64 t = (b & 0x7f) | (b >> 1 & 0x7f << 7);
    if (!(b & 0x8000)) {
        *tag = t;
        *off += 2;
        *w = b >> 16;
        return 1;
    }
    u64 size = 3;
    t |= b >> 2 & 0x7f << 14;
    if (b & 0x800000) {
        size = 4;
        t |= b >> 3 & 0x7f << 21;
        if (b & 0x80000000) {
            size = 5;
            t |= b >> 4 & 0xfULL << 28;
            if (b & 0xf000000000) {
                return 0;
            }
        }
    }
    *tag = t;
    *off += size;
    FORGET(p, *off);
    if (*off > MAX_OFFSET) {
        return 0;
    }
    *w = word(p, *off);
    return 1;
}

/* The tag at off, and in w the bytes behind it. In functions that have a label malformed. */
#define READ_TAG(p, off, tag, w)                             \
    do {                                                     \
        w = word(p, off);                                    \
        tag = w & 0xff;                                      \
        if (LIKELY(tag < 0x80)) {                            \
            w >>= 8;                                         \
            off += 1;                                        \
        } else if (!long_tag(p, &off, &tag, &w)) {           \
            goto malformed;                                  \
        }                                                    \
    } while (0)

/*
 * One turn of a walk over fields: the next tag, and in w the bytes behind it. In functions that have the labels malformed
 * and limit; goes to done when the frame has ended.
 */
#define NEXT_FIELD(p, off, end, tag, w, done)                \
    do {                                                     \
        FORGET(p, off);                                      \
        if (off >= end) {                                    \
            if (off != end) {                                \
                goto malformed;                              \
            }                                                \
            goto done;                                       \
        }                                                    \
        if (!more()) {                                       \
            goto limit;                                      \
        }                                                    \
        READ_TAG(p, off, tag, w);                            \
    } while (0)

/* The length at off, which moves behind it; next = where what has it ends. False when that is behind the end. */
INLINE int length(const struct packet *p, u64 w, u64 *off, u64 end, u64 *next) {
    u64 len = w & 0x7f;
    *off += 1;
    if (UNLIKELY(w & 0x80)) {
        *off -= 1;
        if (!varint(p, w, off, &len) || len > MAX_OFFSET) {
            return 0;
        }
        FORGET(p, *off);
        if (*off > MAX_OFFSET) {
            return 0;
        }
    }
    len += *off;
    /* Compared as it is, so that the verifier knows its bound. */
    OPAQUE(len);
    *next = len;
    return len <= end;
}

/*
 * Over a group of that number, whose start is behind us. Only here a stack is needed.
 *
 * level: frames that are open around it
 */
INLINE int skip_group(const struct packet *p, u64 *off, u64 end, u64 number, u64 level) {
    u32 key = 0;
    u64 tag, w, len, top;
    struct groups *g = map_lookup(&groups, &key);
    if (!g || level >= MAX_DEPTH) {
        return LIMIT;
    }
    g->top = 0;
    g->open[0] = number;
    for (;;) {
        FORGET(p, *off);
        if (*off >= end) {
            return MALFORMED;
        }
        if (!more()) {
            return LIMIT;
        }
        w = word(p, *off);
        tag = w & 0xff;
        if (tag < 0x80) {
            w >>= 8;
            *off += 1;
        } else if (!long_tag(p, off, &tag, &w)) {
            return MALFORMED;
        }
        if (tag < 8) {
            return MALFORMED;
        }
        switch (tag & 7) {
        case VARINT:
            if (!varint(p, w, off, &len)) {
                return MALFORMED;
            }
            break;
        case FIXED64:
            *off += 8;
            break;
        case LEN:
            if (!length(p, w, off, end, &len)) {
                return MALFORMED;
            }
            *off = len;
            break;
        case START_GROUP:
            if (*off > end) {
                return MALFORMED;
            }
            top = g->top + 1;
            if (top + level >= MAX_DEPTH) {
                return LIMIT;
            }
            g->top = top;
            OPAQUE(top);
            g->open[top & (MAX_DEPTH - 1)] = tag >> 3;
            break;
        case END_GROUP:
            top = g->top;
            OPAQUE(top);
            if (g->open[top & (MAX_DEPTH - 1)] != tag >> 3) {
                return MALFORMED;
            }
            if (top == 0) {
                return WHOLE;
            }
            g->top = top - 1;
            break;
        case FIXED32:
            *off += 4;
            break;
        default:
            return MALFORMED;
        }
    }
}

#define ALL(byte) ((byte) * 0x0101010101010101ULL)

/* Over the value of a field that nobody asks for; as NEXT_FIELD. level: frames that are open. */
#define SKIP(p, off, end, tag, w, level)                                     \
    do {                                                                     \
        u64 size_;                                                           \
        int group_;                                                          \
        if (UNLIKELY(tag < 8)) {                                             \
            goto malformed;                                                  \
        }                                                                    \
        switch (tag & 7) {                                                   \
        case VARINT:                                                         \
            if (LIKELY(!(w & 0x80))) {                                       \
                off += 1;                                                    \
            } else if (!varint(p, w, &off, &size_)) {                        \
                goto malformed;                                              \
            }                                                                \
            break;                                                           \
        case FIXED64:                                                        \
            off += 8;                                                        \
            break;                                                           \
        case LEN:                                                            \
            /* A length of one byte cannot get far behind the end. */        \
            if (LIKELY(!(w & 0x80))) {                                       \
                off += 1 + (w & 0x7f);                                       \
            } else if (!length(p, w, &off, end, &size_)) {                   \
                goto malformed;                                              \
            } else {                                                         \
                off = size_;                                                 \
            }                                                                \
            break;                                                           \
        case START_GROUP:                                                    \
            if (off > end) {                                                 \
                goto malformed;                                              \
            }                                                                \
            group_ = skip_group(p, &off, end, tag >> 3, level);              \
            if (group_ == LIMIT) {                                           \
                goto limit;                                                  \
            }                                                                \
            if (group_ != WHOLE) {                                           \
                goto malformed;                                              \
            }                                                                \
            break;                                                           \
        case FIXED32:                                                        \
            off += 4;                                                        \
            break;                                                           \
        default:                                                             \
            goto malformed;                                                  \
        }                                                                    \
    } while (0)

/* The varint of a field into value. */
#define NUMBER(p, off, w, value)                  \
    do {                                          \
        if (!varint(p, w, &off, &value)) {        \
            goto malformed;                       \
        }                                         \
        FORGET(p, value);                         \
    } while (0)

/* The string of a field, which must be UTF-8: where its bytes are. */
#define TEXT(p, off, end, w, at, len)                    \
    do {                                                 \
        int text_;                                       \
        if (!length(p, w, &off, end, &len)) {            \
            goto malformed;                              \
        }                                                \
        at = off;                                        \
        off = len;                                       \
        len -= at;                                       \
        FORGET(p, len);                                  \
        text_ = utf8(p, at, off);                        \
        if (text_ == LIMIT) {                            \
            goto limit;                                  \
        }                                                \
        if (text_ != WHOLE) {                            \
            goto malformed;                              \
        }                                                \
    } while (0)

/* The length of a field that holds a message: where its frame ends. */
#define ENTER(p, off, end, w, inner_end)                 \
    do {                                                 \
        if (!length(p, w, &off, end, &inner_end)) {      \
            goto malformed;                              \
        }                                                \
    } while (0)

/* The first bytes of a word, as a string has them in memory. */
#define FIRST(n) (~0ULL >> (64 - 8 * (n)))
#define CHARS(a, b, c, d, e, f, g, h)                                                                                \
    ((u64) (a) | (u64) (b) << 8 | (u64) (c) << 16 | (u64) (d) << 24 | (u64) (e) << 32 | (u64) (f) << 40 |            \
        (u64) (g) << 48 | (u64) (h) << 56)

/* 1, or 0 for 0, without a branch and so that the verifier does not tell the two apart. */
#define IS_NOT_ZERO(x) (((x) | -(x)) >> 63)

/* Finds the message, or returns. */
#define OPEN(ctx, p, off, end)                          \
    do {                                                \
        int found_ = open_packet(ctx, p, &off, &end);   \
        if (found_ == IGNORE) {                         \
            return XDP_PASS;                            \
        }                                               \
        if (found_ == UNSEEN) {                         \
            return finish(p, UNSEEN, 0);                \
        }                                               \
        if (found_ == LIMIT) {                          \
            goto limit;                                 \
        }                                               \
    } while (0)

/* Where the causes are counted, for files that say nothing of them. */
#define CAUSES(p)                         \
    malformed:                            \
    return finish(p, MALFORMED, 1);       \
    limit:                                \
    return finish(p, LIMIT, 1)

#define ALL(byte) ((byte) * 0x0101010101010101ULL)

/* Whether the bytes from off to end are UTF-8 (RFC 3629 section 4). */
INLINE int utf8(const struct packet *p, u64 off, u64 end) {
    for (;;) {
        FORGET(p, off);
        if (off >= end) {
            return off == end ? WHOLE : MALFORMED;
        }
        if (!more()) {
            return LIMIT;
        }
        u64 w = word(p, off);
        if (LIKELY(!(w & ALL(0x80)))) {
            off += 8;
            if (off >= end) {
                return WHOLE;
            }
            continue;
        }
        u64 left = end - off;
        if (left < 8 && !(w << (64 - 8 * left & 63) & ALL(0x80))) {
            return WHOLE;
        }
        u32 lead = w & 0xff;
        u32 second = w >> 8 & 0xff;
        if (lead < 0x80) {
            off += 1;
        } else if (lead < 0xc2) {
            return MALFORMED;
        } else if (lead < 0xe0) {
            if ((w & 0xc000) != 0x8000) {
                return MALFORMED;
            }
            off += 2;
        } else if (lead < 0xf0) {
            if ((w & 0xc0c000) != 0x808000 || (lead == 0xe0 && second < 0xa0) || (lead == 0xed && second >= 0xa0)) {
                return MALFORMED;
            }
            off += 3;
        } else if (lead < 0xf5) {
            if ((w & 0xc0c0c000) != 0x80808000 || (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second >= 0x90)) {
                return MALFORMED;
            }
            off += 4;
        } else {
            return MALFORMED;
        }
    }
}

INLINE u32 be16(u32 n) {
    return __builtin_bswap16(n);
}

/*
 * Over IPv6 extension headers (RFC 8200 section 4); the protocol behind them, or 255. ip_end: 0 for the first of several
 * fragments.
 */
INLINE u32 extensions(const struct packet *p, u32 next, u64 *off, u64 *ip_end) {
    for (;;) {
        FORGET(p, *off);
        if (*off > MAX_OFFSET || !more()) {
            return 255;
        }
        if (next == 17) {
            return next;
        }
        const u8 *at = p->data + *off;
        if (at + 8 > p->data_end) {
            return 255;
        }
        if (next == 44) {
            u32 fragment = *(const u16 *) (at + 2);
            if (fragment & be16(0xfff8)) {
                return 255;
            }
            if (fragment & be16(1)) {
                *ip_end = 0;
            }
            *off += 8;
        } else if (next == 0 || next == 43 || next == 60) {
            *off += (at[1] + 1) * 8;
        } else {
            return 255;
        }
        next = at[0];
    }
}

INLINE void bounds(struct xdp_md *ctx, struct packet *p) {
    p->data = (const u8 *) (u64) *(volatile u32 *) &ctx->data;
    p->data_end = (const u8 *) (u64) *(volatile u32 *) &ctx->data_end;
    p->length = p->data_end - p->data;
}

/*
 * Finds the payload of a UDP datagram to port 9000: Ethernet, at most two VLAN tags, IPv4 or IPv6.
 */
INLINE int open_packet(struct xdp_md *ctx, struct packet *p, u64 *off, u64 *end) {
    bounds(ctx, p);
    u64 at = 14;
    const u8 *ip = p->data + 14;
    if (ip + 28 > p->data_end) {
        return IGNORE;
    }
    /* Zero, which the verifier does not know. */
    p->zero = *(const volatile u64 *) p->data - *(const volatile u64 *) p->data;
    u32 type = *(const u16 *) (ip - 2);
#pragma unroll
    for (int i = 0; i < 2; i++) {
        if (UNLIKELY(type == be16(0x8100) || type == be16(0x88a8))) {
            ip += 4;
            at += 4;
            if (ip + 28 > p->data_end) {
                return IGNORE;
            }
            type = *(const u16 *) (ip - 2);
        }
    }
    u32 protocol;
    /* Where a datagram ends whose length is 0 (RFC 2675 section 4): over IPv6 with the IP packet, over IPv4 nowhere. */
    u64 ip_end = 0;
    if (LIKELY(type == be16(0x0800))) {
        u32 size = (ip[0] & 15) * 4;
        if (ip[0] >> 4 != 4 || size < 20 || *(const u16 *) (ip + 6) & be16(0x1fff)) {
            return IGNORE;
        }
        protocol = ip[9];
        at += size;
    } else if (type == be16(0x86dd)) {
        if (ip + 48 > p->data_end || ip[0] >> 4 != 6) {
            return IGNORE;
        }
        protocol = ip[6];
        ip_end = be16(*(const u16 *) (ip + 4));
        ip_end = ip_end ? at + 40 + ip_end : p->length;
        at += 40;
        if (UNLIKELY(protocol != 17)) {
            protocol = extensions(p, protocol, &at, &ip_end);
        }
    } else {
        return IGNORE;
    }
    if (protocol != 17 || at > MAX_OFFSET) {
        return IGNORE;
    }
    const u8 *udp = p->data + at;
    if (udp + 8 > p->data_end || *(const u16 *) (udp + 2) != be16(9000)) {
        return IGNORE;
    }
    u64 size = be16(*(const u16 *) (udp + 4));
    FORGET(p, at);
    if (at > MAX_OFFSET) {
        return IGNORE;
    }
    *off = at + 8;
    *end = size ? at + size : ip_end;
    if (*end < *off || *end > p->length) {
        return UNSEEN;
    }
    if (*end > MAX_OFFSET || *end - *off > MAX_MESSAGE) {
        return LIMIT;
    }
    /* Once more, so that the verifier knows as little of the packet behind one kind of header as behind another. */
    bounds(ctx, p);
    return WHOLE;
}

INLINE int finish(const struct packet *p, u32 entry, int drop) {
    u64 *counter = map_lookup(&counters, &entry);
    if (counter) {
        counter[0] += 1;
        counter[1] += p->length;
    }
    return drop ? XDP_DROP : XDP_PASS;
}
