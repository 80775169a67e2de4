schema  "1-schema.proto"
message golden.Holder
match   udp.dst_port == 9000
"seven"  drop if msg.kind == 7
"one"    drop if msg.kind == golden.Open.ONE
"number" drop if msg.number == 5
default  pass
