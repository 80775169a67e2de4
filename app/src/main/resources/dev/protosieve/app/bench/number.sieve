schema "bench.proto"
message bench.Event
match udp.dst_port == 9000

drop if msg.ratio > 0.75 && msg.level == Level.FATAL
