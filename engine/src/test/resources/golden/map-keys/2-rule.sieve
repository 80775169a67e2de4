schema  "1-schema.proto"
message golden.Labels
match   udp.dst_port == 9000
"two"    drop if msg.counts.size() == 2
"over"   drop if msg.counts.exists(k, k.startsWith("a") && msg.counts[k] > 5)
"kinds"  drop if msg.kinds.size() > 0 && msg.kinds[3] == 1
"named"  drop if msg.counts["b"] == 4
on error  pass
default   pass
