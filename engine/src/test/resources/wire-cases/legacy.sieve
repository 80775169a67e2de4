schema  "legacy.proto"
message wire.Legacy
match   udp.dst_port == 9000
drop if msg.text.endsWith("b") && msg.grp.n == 3
pass if msg.grp.inner.grp.inner.level == Level.LOW
drop if msg.limit < -100 || msg.one_level == Level.BELOW
pass if msg.one_num == 7 || msg.one_legacy.count > 1000
drop if msg.raw == b"abc" && !msg.flag && msg.dbl > 2.0
drop if msg.one_text.contains("A") || msg.grp.inner.count == 1
