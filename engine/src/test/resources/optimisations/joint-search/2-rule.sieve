schema  "1-schema.proto"
message o.Request
match   udp.dst_port == 9000

drop if msg.query.contains("select")
drop if msg.query.contains("union")
drop if msg.query.contains("script")
