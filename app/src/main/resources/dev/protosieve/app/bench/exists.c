#include "sieve.h"

SECTION("program") int filter(struct xdp_md *ctx) {
    struct packet p;
    u64 off, end, tag, w;
    u64 tags, len, missing;
    OPEN(ctx, &p, off, end);
    missing = nothing(&p) + 1;
    for (;;) {
        NEXT_FIELD(&p, off, end, tag, w, decide);
        switch (tag) {
        case TAG(11, LEN):
            TEXT(&p, off, end, w, tags, len);
            w = (word(&p, tags) & FIRST(7)) ^ CHARS('b', 'l', 'o', 'c', 'k', 'e', 'd', 0);
            w |= len ^ 7;
            missing &= IS_NOT_ZERO(w);
            break;
        default:
            SKIP(&p, off, end, tag, w, 0);
        }
    }
decide:
    if (!missing) {
        return finish(&p, RULE, 1);
    }
    return finish(&p, DEFAULT, 0);
    CAUSES(&p);
}
