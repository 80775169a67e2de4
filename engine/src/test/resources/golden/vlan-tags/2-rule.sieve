schema  "1-schema.proto"
message golden.Note
match   udp.dst_port == 9000
"five"  drop if eth.vlan == 5 && msg.text.contains("A")
"outer" drop if eth.vlan == 100
"none"  drop if eth.vlan == 0 && msg.text.contains("A")
on unseen drop
default pass
