# 6. The packet around the message
# Addresses, ports and VLAN tags, over IPv4 and IPv6 alike.

schema  "chat.proto"
message chat.Post

# "match" and conditions may ask for headers: eth, ip, udp, tcp and pkt. IPv6 extension headers and VLAN tags are walked
# over, so the message is found behind them.
match   udp.dst_port == 9000 && ip.ttl > 1

# A network is written as a CIDR. An IPv4 address is in no IPv6 network, nor the reverse.
"home"      pass if cidr("10.0.0.0/8").containsIP(ip.src) || cidr("fd00::/8").containsIP(ip.src)

# What comes from outside must not be long, and guests come from nowhere else than a high port.
"too long"  drop if pkt.length > 1000
"odd port"  drop if msg.author == "" && udp.src_port < 1024

default pass

# The packet of a test is made up around the message, so these ask for what does not depend on its headers.
expect pass { author: "ada" text: "hello" }
