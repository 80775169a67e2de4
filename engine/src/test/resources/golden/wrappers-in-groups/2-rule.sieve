schema  "1-schema.proto"
message golden.Box
match   udp.dst_port == 9000
"has"   drop if has(msg.grouped)
"null"  drop if msg.inner.boxed == null && msg.by_name["a"] == 9
"inner" drop if msg.inner.boxed > 7
"all"   drop if msg.all.exists(a, a.boxed == 4)
on error pass
default pass
