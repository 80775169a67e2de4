schema "bench.proto"
message bench.Event
match udp.dst_port == 9000

drop if msg.owner.place.geo.zone == 7
