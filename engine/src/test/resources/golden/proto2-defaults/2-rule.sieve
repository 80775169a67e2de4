schema  "1-schema.proto"
message golden.Settings
match   udp.dst_port == 9000
"slow"     drop if msg.mode == golden.Mode.SLOW
"standard" pass if msg.name.contains("and") && msg.level == 7
"large"    drop if msg.extra.size > 4294967295u
default    drop
