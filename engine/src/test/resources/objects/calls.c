/*
 * Calls between functions. calls.o is made of it:
 *     clang -O2 -g -target bpf -fdebug-compilation-dir=. -c calls.c && llvm-strip -g calls.o
 */
typedef unsigned int u32;
typedef unsigned long long u64;

#define SEC(name) __attribute__((section(name), used))

struct __sk_buff {
    u32 len;
};

static __attribute__((noinline)) int is_long(u64 length, u64 limit)
{
    asm volatile("" : "+r"(length));
    return length > limit;
}

/* A call into .text. */
SEC("tc/ingress") int drops_long(struct __sk_buff *ctx)
{
    return is_long(ctx->len, 100) ? 2 : -1;
}

static __attribute__((noinline)) SEC("socket") int keeps(u64 length)
{
    asm volatile("" : "+r"(length));
    return length - 1;
}

/* A call within the section. */
SEC("socket") int keeps_all_but_one(struct __sk_buff *ctx)
{
    return keeps(ctx->len);
}

char _license[] SEC("license") = "GPL";
