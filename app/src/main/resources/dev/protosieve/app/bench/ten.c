#include "sieve.h"

/* 0.25 and minus infinity as IEEE 754 binary64. */
#define QUARTER 0x3fd0000000000000LL
#define MINUS_INFINITY 0xfff0000000000000ULL

SECTION("program") int filter(struct xdp_md *ctx) {
    struct packet p;
    u64 off, end, tag, w, value;
    u64 host, host_len, host_low, host_high;
    u64 code, size, retries, id, ratio, urgent, level;
    OPEN(ctx, &p, off, end);
    host_len = nothing(&p);
    host_low = nothing(&p);
    host_high = nothing(&p);
    code = nothing(&p);
    size = nothing(&p);
    retries = nothing(&p);
    id = nothing(&p);
    ratio = nothing(&p);
    urgent = nothing(&p);
    level = nothing(&p);
    for (;;) {
        NEXT_FIELD(&p, off, end, tag, w, decide);
        if ((tag & 7) == VARINT) {
            NUMBER(&p, off, w, value);
            switch (tag) {
            case TAG(3, VARINT):
                code = value;
                break;
            case TAG(4, VARINT):
                size = value;
                break;
            case TAG(5, VARINT):
                retries = value;
                break;
            case TAG(6, VARINT):
                id = value;
                break;
            case TAG(8, VARINT):
                urgent = value;
                break;
            case TAG(9, VARINT):
                level = value;
                break;
            default:
                if (tag < 8) {
                    goto malformed;
                }
            }
            continue;
        }
        switch (tag) {
        case TAG(1, LEN):
            TEXT(&p, off, end, w, host, host_len);
            host_low = word(&p, host);
            host_high = word(&p, host + 8);
            break;
        case TAG(7, FIXED64):
            ratio = word(&p, off);
            off += 8;
            break;
        default:
            SKIP(&p, off, end, tag, w, 0);
        }
    }
decide:
    if (host_len == 11 && host_low == CHARS('g', 'a', 't', 'e', 'w', 'a', 'y', '-') && (host_high & FIRST(3)) == CHARS('o', 'l', 'd', 0, 0, 0, 0, 0)) {
        return finish(&p, RULE, 1);
    }
    if ((s32) level == 0 && (u32) retries > 8) {
        return finish(&p, RULE + 1, 1);
    }
    if ((s32) code >= 500 && (s32) code < 600) {
        return finish(&p, RULE + 2, 1);
    }
    if ((s64) size > 1048576) {
        return finish(&p, RULE + 3, 1);
    }
    if (host_len >= 5 && (host_low & FIRST(5)) == CHARS('t', 'e', 's', 't', '-', 0, 0, 0)) {
        return finish(&p, RULE + 4, 1);
    }
    if (id == 4711 || id == 4712) {
        return finish(&p, RULE + 5, 0);
    }
    if (urgent && (s64) size < 4096) {
        return finish(&p, RULE + 6, 0);
    }
    if ((u32) retries > 3 && !urgent) {
        return finish(&p, RULE + 7, 1);
    }
    if ((s64) ratio < QUARTER && ratio <= MINUS_INFINITY) {
        return finish(&p, RULE + 8, 1);
    }
    if ((s32) level == 3 && (s32) code != 0) {
        return finish(&p, RULE + 9, 0);
    }
    return finish(&p, DEFAULT, 0);
    CAUSES(&p);
}
