# 2. Looking into text
# contains, startsWith, endsWith, matches, and the length of a string.

schema  "chat.proto"
message chat.Post
match   udp.dst_port == 9000

# Conditions are written in CEL, the Common Expression Language; these are its functions for text.
"lottery"   drop if msg.text.contains("lottery")
"commands"  drop if msg.text.startsWith("/sudo")
"shouting"  drop if msg.text.endsWith("!!!")

# A regular expression (RE2) becomes a table that the kernel walks byte by byte.
"card"      drop if msg.text.matches(r"[0-9]{4} [0-9]{4} [0-9]{4} [0-9]{4}")

# size() counts characters, not bytes. && is "and", || is "or", ! is "not".
"empty"     drop if msg.text.size() == 0 && !has(msg.image)

default pass

expect drop "lottery"  { text: "win the lottery" }
expect drop "commands" { text: "/sudo reboot" }
expect drop "shouting" { text: "now!!!" }
expect drop "card"     { text: "mine is 1234 5678 9012 3456, thanks" }
expect drop "empty"    { author: "ada" }
expect pass            { text: "good morning" }
