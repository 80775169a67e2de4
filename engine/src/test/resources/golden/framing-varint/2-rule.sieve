schema  "1-schema.proto"
message golden.Note
match   udp.dst_port == 9000 || tcp.dst_port == 9000
framing varint
"nine"  drop if msg.n == 9
"seen"  pass if msg.n == 7
"A"     drop if msg.text.contains("A")
on malformed pass
on unseen drop
default pass
