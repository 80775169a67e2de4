schema  "1-schema.proto"
message o.Request
match   udp.dst_port == 9000

drop if msg.page in [404, 500, 501, 502, 503, 504, 507, 508, 511]
drop if msg.query in ["add", "drop", "edit", "list", "remove", "rename", "update", "upload"]
