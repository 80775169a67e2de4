schema  "modern.proto"
message wire.Modern
match   udp.dst_port == 9000
drop if msg.text.contains("A") && msg.i32 > 100
drop if msg.sub.sub.u64 == 7u || msg.s64 in [-1, 5]
pass if msg.sub.leaf.name.startsWith("é") && msg.one_num < -3
drop if !msg.flag && msg.dbl > 1.5 && msg.raw == b"\xff"
pass if msg.color == Color.BLUE && msg.one_leaf.size != 3u
drop if msg.f32 == 9u || msg.sf64 == 3 || msg.flt < -2.0 || msg.s32 == 77
pass if msg.one_text == "x" || msg.one_color == Color.GREEN || msg.opt == 5
drop if msg.opt_text > "b" && msg.i64 < msg.sf32 && msg.u32 <= 9u && msg.f64 != 1u
