schema  "1-schema.proto"
message golden.Packet
match   udp.dst_port == 9000

sample 10 if msg.size > 0
sample 1/0
count msg.who
count by
count by if msg.size > 0
limit 0/s
limit 5
limit 5/week per msg.who
limit 5/s burst 2000000
limit 5/s per
delay
