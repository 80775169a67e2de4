schema  "1-schema.proto"
message golden.Point
match   udp.dst_port == 9000
drop if msg.x == 1
drop if udp.src_port == 7 && msg . x == 2
