schema  "1-schema.proto"
message o.Request
match   udp.dst_port == 9000

drop if msg.page > 3
