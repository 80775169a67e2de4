schema  "1-schema.proto"
message golden.Outer
match   udp.dst_port == 9000
"named"    drop if msg.inner.name == "anna" && msg.inner.price >= 10.0
"negative" drop if msg.number < 0
"other"    pass if msg.other.name.startsWith("an")
"heavy"    drop if msg.inner.weight > msg.inner.price
