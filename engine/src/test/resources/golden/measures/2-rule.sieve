schema  "1-schema.proto"
message golden.Packet
match   udp.dst_port == 9000

"some"    sample 1/3 if msg.size > 0
"by who"  count by msg.who
"by kind" count by msg.kind if 12 / msg.size > 1
          count if msg.kind == golden.Kind.TELL
"fast"    limit 3/h burst 2 per msg.who if msg.kind == golden.Kind.ASK
"all"     limit 6/h

expect pass        { who: "a" size: 1 }
