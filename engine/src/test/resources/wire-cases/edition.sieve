schema  "edition.proto"
message wire.Edition
match   udp.dst_port == 9000
drop if msg.implicit == 3 && msg.explicit != 0
pass if msg.verified == "abc" || msg.loose.contains("A")
drop if msg.delimited.inner.name == "x" || msg.delimited.prefixed.step == Step.SECOND
pass if msg.shade == Shade.LIGHT && msg.required > 5
drop if msg.inner.size == 7u || msg.one_inner.name.startsWith("b")
pass if msg.one_step == Step.SECOND || msg.one_loose == "z"
drop if msg.step != Step.FIRST
