schema "bench.proto"
message bench.Event
match udp.dst_port == 9000

"host"    drop if msg.host == "gateway-old"
"debug"   drop if msg.level == Level.DEBUG && msg.retries > 8u
"code"    drop if msg.code >= 500 && msg.code < 600
"big"     drop if msg.size > 1048576
"test"    drop if msg.host.startsWith("test-")
"ids"     pass if msg.id == 4711u || msg.id == 4712u
"urgent"  pass if msg.urgent && msg.size < 4096
"retries" drop if msg.retries > 3u && !msg.urgent
"ratio"   drop if msg.ratio < 0.25
"fatal"   pass if msg.level == Level.FATAL && msg.code != 0
