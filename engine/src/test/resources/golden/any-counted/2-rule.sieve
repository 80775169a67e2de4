schema  "1-schema.proto"
message golden.Batch
match   udp.dst_port == 9000
"two"    drop if msg.items.size() > 1
"named"  drop if msg.named.exists(k, k == "x")
"count"  drop if msg.named.size() > 1
"values" drop if msg.values.size() > 1
"struct" drop if msg.structs.exists(k, k == 7)
"one"    drop if has(msg.one)
