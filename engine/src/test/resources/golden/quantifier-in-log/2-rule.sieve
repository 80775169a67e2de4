schema  "1-schema.proto"
message golden.Batch
match   udp.dst_port == 9000
"seen"  log   if msg.codes.exists(c, 10 / c == 5)
"large" count if msg.parts.exists(p, p.size > msg.limit)
"one"   drop  if msg.codes.exists_one(c, 10 / c == 5)
on error drop
default pass
