schema  "1-schema.proto"
message golden.Cart
match   udp.dst_port == 9000
"vip"   drop if msg.items.exists(i, "vip" in i.tags)
"want"  drop if msg.items.exists(i, msg.wanted in i.tags)
"index" drop if msg.items.exists(i, i.tags[msg.index] == "x")
"key"   drop if msg.items.exists(i, msg.wanted in i.prices && i.prices[msg.wanted] == 9)
"price" drop if msg.items.all(i, i.prices["eur"] > 5)
on error pass
default pass
