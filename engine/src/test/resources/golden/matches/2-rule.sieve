schema  "1-schema.proto"
message golden.Query
match   udp.dst_port == 9000
"sql"    drop if msg.text.matches(r"(?i)drop\s+table")
"word"   drop if msg.text.matches(r"\bé+\b") || msg.text.matches("^ok$")
"plain"  drop if msg.text.matches("^abc")
