schema "bench.proto"
message bench.Event
match udp.dst_port == 9000

"codes" drop if msg.code in [3, 17, 21, 40, 41, 44, 57, 90, 133, 254, 300, 411, 512, 700, 999, 4096]
"hosts" drop if msg.host in ["db1", "db2", "cache", "mailer", "gateway", "build-07", "storage-west-1", "storage-west-2"]
