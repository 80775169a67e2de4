#include "sieve.h"

SECTION("program") int filter(struct xdp_md *ctx) {
    struct packet p;
    u64 off, end, tag, w;
    u64 outer = 0, next, key, len, inside, other, value, missing, tier;
    OPEN(ctx, &p, off, end);
    inside = nothing(&p);
    other = nothing(&p) + 1;
    value = nothing(&p);
    missing = nothing(&p) + 1;
    tier = nothing(&p);
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
        if (!inside) {
            if (tag == TAG(12, LEN)) {
                if (!length(&p, w, &off, end, &next)) {
                    goto malformed;
                }
                outer = end;
                end = next;
                inside = nothing(&p) + 1;
                other = nothing(&p) + 1;
                value = nothing(&p);
                continue;
            }
        } else if (tag == TAG(1, LEN)) {
            TEXT(&p, off, end, w, key, len);
            w = (word(&p, key) & FIRST(4)) ^ CHARS('t', 'i', 'e', 'r', 0, 0, 0, 0);
            w |= len ^ 4;
            other = IS_NOT_ZERO(w);
            continue;
        } else if (tag == TAG(2, VARINT)) {
            NUMBER(&p, off, w, value);
            continue;
        }
        SKIP(&p, off, end, tag, w, inside);
        continue;
    leave:
        if (off != end) {
            goto malformed;
        }
        if (!inside) {
            break;
        }
        /* The last entry with this key wins. */
        tier = other ? tier : value;
        missing &= other;
        end = outer;
        inside = nothing(&p);
    }
    if (missing) {
        return finish(&p, ERROR, 1);
    }
    if ((s32) tier == 3) {
        return finish(&p, RULE, 1);
    }
    return finish(&p, DEFAULT, 0);
    CAUSES(&p);
}
