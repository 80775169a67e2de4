schema  "1-schema.proto"
message golden.Flags
match   udp.dst_port == 9000
"by code point" drop if "\U0001F600" > "\uFFFD" && msg.flag
"never equal"   drop if 0.0 / 0.0 == 0.0 / 0.0 && !msg.flag
"one error"     drop if [1, 2].exists_one(x, 4 / msg.one == x) && msg.one != 0
"one of itself" drop if msg.many.exists_one(i, i)
on error pass
default  pass
