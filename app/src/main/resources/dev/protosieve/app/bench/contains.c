#include "sieve.h"

/* Whether "drop-table" is in the string. */
INLINE int contains(const struct packet *p, u64 off, u64 len) {
    if (len < 10) {
        return 0;
    }
    u64 last = off + len - 10;
    OPAQUE(last);
    if (last > MAX_OFFSET) {
        return 0;
    }
    for (;;) {
        FORGET(p, off);
        if (off > last || !more()) {
            return 0;
        }
        u64 w = word(p, off + 3);
        u64 x = (w ^ ALL('p')) | (w >> 8 ^ ALL('-'));
        if (!((x - ALL(1)) & ~x & ALL(0x80) >> 8)) {
            /* A match has "p-" 3 bytes behind its start: none begins here nor in the next 6 bytes. */
            off += 7;
        } else if (word(p, off) == CHARS('d', 'r', 'o', 'p', '-', 't', 'a', 'b') &&
                (word(p, off + 8) & FIRST(2)) == CHARS('l', 'e', 0, 0, 0, 0, 0, 0)) {
            return 1;
        } else {
            off += 1;
        }
    }
}

SECTION("program") int filter(struct xdp_md *ctx) {
    struct packet p;
    u64 off, end, tag, w;
    u64 service, service_len;
    OPEN(ctx, &p, off, end);
    service = nothing(&p);
    service_len = nothing(&p);
    for (;;) {
        NEXT_FIELD(&p, off, end, tag, w, decide);
        switch (tag) {
        case TAG(2, LEN):
            TEXT(&p, off, end, w, service, service_len);
            break;
        default:
            SKIP(&p, off, end, tag, w, 0);
        }
    }
decide:
    if (contains(&p, service, service_len)) {
        return finish(&p, RULE, 1);
    }
    return finish(&p, DEFAULT, 0);
    CAUSES(&p);
}
