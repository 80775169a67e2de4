schema  "1-schema.proto"
message golden.Note
match   udp.dst_port == 9000
"A" drop if msg.text.contains("A")
on unseen drop
default pass
