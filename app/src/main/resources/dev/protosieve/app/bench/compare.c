#include "sieve.h"

SECTION("program") int filter(struct xdp_md *ctx) {
    struct packet p;
    u64 off, end, tag, w;
    u64 code;
    OPEN(ctx, &p, off, end);
    code = nothing(&p);
    for (;;) {
        NEXT_FIELD(&p, off, end, tag, w, decide);
        switch (tag) {
        case TAG(3, VARINT):
            NUMBER(&p, off, w, code);
            break;
        default:
            SKIP(&p, off, end, tag, w, 0);
        }
    }
decide:
    if ((s32) code > 500) {
        return finish(&p, RULE, 1);
    }
    return finish(&p, DEFAULT, 0);
    CAUSES(&p);
}
