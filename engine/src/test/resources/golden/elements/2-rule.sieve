schema  "1-schema.proto"
message golden.Order
match   udp.dst_port == 9000
"tagged"  drop if msg.items.exists(i, i.tags.exists(t, t == "x") && i.price > 5)
"ratio"   drop if msg.codes.exists(c, 100 / c == 50)
"first"   drop if msg.codes.size() > 2 && msg.codes[0] == 7
"dear"    drop if msg.items.exists(i, i.price > msg.limit && msg.limit != 0)
on error  drop
default   pass
