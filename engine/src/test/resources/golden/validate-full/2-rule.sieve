schema   "1-schema.proto"
message  golden.Tree
match    udp.dst_port == 9000
validate full
"seven"  drop if msg.id == 7
"left"   drop if msg.left.id == 7
"tags"   drop if size(msg.tags) == 2
"has"    drop if has(msg.tree) && has(msg.text) == false
default  pass
