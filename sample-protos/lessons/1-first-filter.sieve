# 1. A first filter
# Which packets, which message, and the first rule that decides.

# A filter looks at packets of one kind. These two lines say what is in them: a schema, and one message of it.
schema  "chat.proto"
message chat.Post

# Only UDP packets to port 9000 are judged. Everything else passes and is not counted.
match   udp.dst_port == 9000

# A rule is an action and a condition. "msg" is the message, and its fields stand behind the dot.
"too many"  drop if msg.readers > 1000

# Rules are read from top to bottom. The first "pass" or "drop" whose condition holds decides, so a guest's post to two
# readers never gets to a rule below this one.
"small"     pass if msg.readers < 3

# Try it: change 1000 to 10 and look at the assembly at the right.

# What happens when no rule decided.
default pass

# Tests live with the rules: the verdict, the rule that gives it, and a message. "protosieve test" runs them.
expect drop "too many" { readers: 1001 }
expect pass "small"    { author: "ada" readers: 2 }
expect pass            { readers: 500 }
