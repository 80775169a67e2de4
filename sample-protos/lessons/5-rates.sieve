# 5. How often, how many
# limit, count and sample: rules that measure and then go on.

schema  "chat.proto"
message chat.Post
match   udp.dst_port == 9000

# Five posts a second for each author, twenty at once; what comes faster is dropped. Other packets go on to the next rule.
"chatty"     limit 5/s burst 20 per msg.author

# Counts packets and bytes for each author, without a message for each packet.
"by author"  count by msg.author

# Shows one in a hundred in the list of events; all are counted.
"a look"     sample 1/100 if msg.readers > 100

# "log" shows every one. Rules that measure never end the evaluation, so this one still decides.
"guests"     log  if msg.author == ""
"spam"       drop if msg.text.contains("spam")

default pass

expect drop "spam" { author: "bob" text: "spam, spam, spam" }
expect pass        { author: "ada" text: "eggs" }
expect pass        { text: "a guest" readers: 200 }
