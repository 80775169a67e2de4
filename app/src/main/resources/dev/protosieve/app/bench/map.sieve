schema "bench.proto"
message bench.Event
match udp.dst_port == 9000

drop if msg.labels["tier"] == 3
