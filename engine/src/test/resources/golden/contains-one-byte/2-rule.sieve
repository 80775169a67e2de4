schema  "1-schema.proto"
message golden.Query
match   udp.dst_port == 9000
"no A"  drop if msg.text.contains("A")
