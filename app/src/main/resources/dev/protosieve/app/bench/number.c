#include "sieve.h"

/* 0.75 as IEEE 754 binary64, and infinity: what is positive orders as its bits do. */
#define THREE_QUARTERS 0x3fe8000000000000LL
#define INFINITY 0x7ff0000000000000LL

SECTION("program") int filter(struct xdp_md *ctx) {
    struct packet p;
    u64 off, end, tag, w;
    u64 ratio, level;
    OPEN(ctx, &p, off, end);
    ratio = nothing(&p);
    level = nothing(&p);
    for (;;) {
        NEXT_FIELD(&p, off, end, tag, w, decide);
        switch (tag) {
        case TAG(7, FIXED64):
            ratio = word(&p, off);
            off += 8;
            break;
        case TAG(9, VARINT):
            NUMBER(&p, off, w, level);
            break;
        default:
            SKIP(&p, off, end, tag, w, 0);
        }
    }
decide:
    if ((s32) level == 3 && (s64) ratio > THREE_QUARTERS && (s64) ratio <= INFINITY) {
        return finish(&p, RULE, 1);
    }
    return finish(&p, DEFAULT, 0);
    CAUSES(&p);
}
