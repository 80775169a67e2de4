/*
 * What the reader of object files has to cope with. clang.o is made of it:
 *     clang -O2 -g -target bpf -fdebug-compilation-dir=. -c clang.c && llvm-strip -g clang.o
 */
typedef unsigned int u32;
typedef unsigned long long u64;

#define SEC(name) __attribute__((section(name), used))
#define __uint(name, number) int(*name)[number]
#define __type(name, type) typeof(type) *name

struct xdp_md {
    u32 data, data_end, data_meta, ingress_ifindex, rx_queue_index, egress_ifindex;
};

static void *(*const lookup)(void *map, const void *key) = (void *)1;

struct sums {
    u64 packets, bytes;
};

struct {
    __uint(type, 2);
    __uint(max_entries, 4);
    __type(key, u32);
    __type(value, struct sums);
} totals SEC(".maps");

struct {
    __uint(type, 4);
    __uint(key_size, 4);
    __uint(value_size, 4);
} rings SEC(".maps");

static const volatile u32 actions[4] = {2, 1, 2, 3};
volatile u64 seen;

/* The action by the first byte of the packet; counts packets and bytes by it. */
SEC("xdp") int by_first_byte(struct xdp_md *ctx)
{
    unsigned char *data = (void *)(u64)ctx->data, *end = (void *)(u64)ctx->data_end;
    if (data + 1 > end)
        return 0;
    u32 key = data[0] & 3;
    struct sums *sums = lookup(&totals, &key);
    if (sums) {
        sums->packets++;
        sums->bytes += end - data;
    }
    seen = seen + 1;
    return actions[key];
}

char _license[] SEC("license") = "GPL";
