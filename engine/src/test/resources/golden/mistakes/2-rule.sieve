schema  "1-schema.proto"
message golden.Query
match   udp.dst_port == 9000
drop if msg.txt == "x"
drop if msg.page > 3
drop if msg.text.contains(7)
dorp if msg.page > 3u
drop if msg.text.matches("a(?=b)")
default maybe
