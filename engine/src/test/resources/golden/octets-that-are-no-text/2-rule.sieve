schema  "1-schema.proto"
message golden.Line
match   udp.dst_port == 9000
"find"  drop if msg.text.contains("A")
"begin" drop if msg.text.startsWith("é")
"same"  drop if has(msg.text) && msg.text == msg.other
"word"  drop if "x" in msg.words
"long"  drop if size(msg.text) > 3
"order" drop if msg.other > "m"
"form"  drop if msg.other.matches("^b+$")
"name"  drop if msg.names["n"] == "v"
on error pass
default pass
