schema  "1-schema.proto"
message golden.Order
match   udp.dst_port == 9000

"contradiction" drop if msg.items > 5 && msg.items < 3
"two values"    drop if msg.customer == "a" && msg.customer == "b"
"no uint"       drop if msg.country < 0u
"no int32"      drop if msg.items == 1099511627776
"no float"      drop if msg.weight == 0.1
"other port"    drop if udp.dst_port == 80
"left in"       drop if false

"needless"      log if msg.country >= 0u && msg.paid
"useless"       log if msg.paid || msg.items > 3000000000
"twice"         log if msg.items in [1, 2, 1]

"divided"       drop if msg.items / -3 == 2 || msg.items % 5 == -2 || -msg.items == 9

"big"           drop if msg.items > 100
"bigger"        drop if msg.items > 1000 && msg.paid
"known"         pass if msg.customer.startsWith("ab")
"abc"           drop if msg.customer == "abc"

"per item"      drop if msg.total / msg.items > 50
"guarded"       drop if msg.items != 0 && msg.total / msg.items > 50
"sum"           drop if msg.total + 1 > 7
"no key"        drop if msg.codes["x"] == 1
"no element"    drop if msg.prices[2] == 1
"no value"      pass if msg.discount > 5
"fits"          drop if msg.items * 2 + 1 == 7

"small"         pass if msg.items < 7
"others"        drop if msg.items >= 7
"never asked"   log if msg.paid

on error pass
