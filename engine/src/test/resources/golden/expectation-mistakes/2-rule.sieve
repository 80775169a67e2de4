schema  "1-schema.proto"
message golden.Packet
match   udp.dst_port == 9000

"x"   drop if msg.size == 1
"log" log
off "y" pass

expect drop "x"   { size: "one" }
expect drop "log" { size: 1 }
expect pass "y"   { size: 1 }
expect pass       { sise: 1 }
expect pass {
  who: "a"
  kind: SHOUT
}
expect pass       { size: }
count by 1.5 * 2.0
limit 1/s per "me"
