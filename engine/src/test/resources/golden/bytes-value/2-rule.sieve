schema  "1-schema.proto"
message golden.Blob
match   udp.dst_port == 9000
"equal" drop if msg.octets == b"\xff\x00"
"same"  drop if msg.octets == msg.raw
"list"  drop if msg.raw in [b"a", b"bc"]
"after" drop if msg.octets > b"m" && size(msg.octets) == 2
"text"  drop if msg.text == "x"
"string" drop if msg.kept.exists(k, string(msg.kept[k]) == "ab")
"bytes" drop if msg.kept.exists(k, bytes(msg.kept[k]) == b"cd")
on error pass
default pass
