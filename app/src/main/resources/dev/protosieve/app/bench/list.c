#include "sieve.h"

SECTION("program") int filter(struct xdp_md *ctx) {
    struct packet p;
    u64 off, end, tag, w;
    u64 host, host_len, host_low, host_high, code;
    OPEN(ctx, &p, off, end);
    host_len = nothing(&p);
    host_low = nothing(&p);
    host_high = nothing(&p);
    code = nothing(&p);
    for (;;) {
        NEXT_FIELD(&p, off, end, tag, w, decide);
        switch (tag) {
        case TAG(1, LEN):
            TEXT(&p, off, end, w, host, host_len);
            host_low = word(&p, host);
            host_high = word(&p, host + 8);
            break;
        case TAG(3, VARINT):
            NUMBER(&p, off, w, code);
            break;
        default:
            SKIP(&p, off, end, tag, w, 0);
        }
    }
decide:
    switch ((s32) code) {
    case 3: case 17: case 21: case 40: case 41: case 44: case 57: case 90:
    case 133: case 254: case 300: case 411: case 512: case 700: case 999: case 4096:
        return finish(&p, RULE, 1);
    }
    int listed = 0;
    switch (host_len) {
    case 3:
        host_low &= FIRST(3);
        listed = host_low == CHARS('d', 'b', '1', 0, 0, 0, 0, 0) || host_low == CHARS('d', 'b', '2', 0, 0, 0, 0, 0);
        break;
    case 5:
        listed = (host_low & FIRST(5)) == CHARS('c', 'a', 'c', 'h', 'e', 0, 0, 0);
        break;
    case 6:
        listed = (host_low & FIRST(6)) == CHARS('m', 'a', 'i', 'l', 'e', 'r', 0, 0);
        break;
    case 7:
        listed = (host_low & FIRST(7)) == CHARS('g', 'a', 't', 'e', 'w', 'a', 'y', 0);
        break;
    case 8:
        listed = host_low == CHARS('b', 'u', 'i', 'l', 'd', '-', '0', '7');
        break;
    case 14:
        host_high &= FIRST(6);
        listed = host_low == CHARS('s', 't', 'o', 'r', 'a', 'g', 'e', '-') && (host_high == CHARS('w', 'e', 's', 't', '-', '1', 0, 0) || host_high == CHARS('w', 'e', 's', 't', '-', '2', 0, 0));
        break;
    }
    if (listed) {
        return finish(&p, RULE + 1, 1);
    }
    return finish(&p, DEFAULT, 0);
    CAUSES(&p);
}
