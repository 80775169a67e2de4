schema  "1-schema.proto"
message golden.Flags
match   udp.dst_port == 9000
drop if has(msg.nope)
drop if has(msg.one.nope)
drop if msg.many.exists_one(i, i + 1)
drop if msg.many.exists(i, j)
drop if msg.many.exists(i, [1].exists(msg.one, i))
drop if msg.one.exists(i, i)
drop if [1, 2].all(x, x)
drop if msg.names.exists(x, [1, 2].exists(x, msg.names[x] == "a"))
drop if msg.others.exists(o, o.names.exists(x, [1].all(x, o.names[x] == "a")))
