schema  "1-schema.proto"
message golden.Note
match   udp.dst_port == 9000 || tcp.dst_port == 9000
framing fixed32
"nine"  drop if msg.n == 9
"seen"  pass if msg.n == 7
"A"     drop if msg.text.contains("A")
"text"  log  if msg.text == "B"
on malformed drop
on unseen pass
default pass
