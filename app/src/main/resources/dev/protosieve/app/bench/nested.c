#include "sieve.h"

/* Which tag is looked for at each level: owner, place and geo, then zone. */
#define WANTED (TAG(10, LEN) | TAG(3, LEN) << 8 | TAG(3, LEN) << 16 | TAG(1, VARINT) << 24)

SECTION("program") int filter(struct xdp_md *ctx) {
    struct packet p;
    u64 off, end, tag, w;
    u64 zone, next, level, wanted, around = 0;
    OPEN(ctx, &p, off, end);
    zone = nothing(&p);
    level = nothing(&p);
    wanted = WANTED & 0xff;
    for (;;) {
        FORGET(&p, off);
        OPAQUE(end);
        /* Never the end: but the verifier has lost the bound of one that changes from turn to turn. */
        if (off > MAX_OFFSET || end > MAX_OFFSET) {
            goto malformed;
        }
        if (!more()) {
            goto limit;
        }
        if (off >= end) {
            goto leave;
        }
        READ_TAG(&p, off, tag, w);
        if (tag != wanted) {
            SKIP(&p, off, end, tag, w, level);
            continue;
        }
        if (level == 3) {
            NUMBER(&p, off, w, zone);
            continue;
        }
        if (!length(&p, w, &off, end, &next)) {
            goto malformed;
        }
        /* Offsets have 16 bits: the ends of all frames around this one fit into one register. */
        around = around << 16 | end;
        end = next;
        level += 1;
        FORGET(&p, level);
        wanted = WANTED >> (level * 8 & 31) & 0xff;
        continue;
    leave:
        if (off != end) {
            goto malformed;
        }
        if (level == 0) {
            break;
        }
        end = around & 0xffff;
        around >>= 16;
        level -= 1;
        FORGET(&p, level);
        wanted = WANTED >> (level * 8 & 31) & 0xff;
    }
    /* Zig-zag: 7. */
    if ((u32) zone == 14) {
        return finish(&p, RULE, 1);
    }
    return finish(&p, DEFAULT, 0);
    CAUSES(&p);
}
