schema  "1-schema.proto"
message golden.Ping
match   udp.dst_port == 9000

"talkers" count by ip.src
"cards"   count by eth.src
"rate"    limit 2/h per ip.dst if msg.text == "limited"
"known"   pass if ip.src in [ip("10.0.0.1"), ip("fd00::1")]
"echo"    log if ip.src in [ip.dst]
"others"  drop if !(ip.src in [ip("10.0.0.9")])
default   pass
