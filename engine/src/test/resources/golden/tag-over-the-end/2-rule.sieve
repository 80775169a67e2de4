schema  "1-schema.proto"
message golden.Outer
match   udp.dst_port == 9000
on limit pass
drop if msg.inner.x == 1
