schema  "1-schema.proto"
message golden.Bag
match   udp.dst_port == 9000
"many"  drop if size(msg.counts) == 128
"other" drop if msg.other == 1
on malformed pass
on limit drop
default pass
