schema  "1-schema.proto"
message golden.Note
match   tcp.dst_port == 9000
"seven" drop if msg.n == 7 && tcp.flags == 24
"nine"  drop if msg.n == 9
on unseen drop
default pass
