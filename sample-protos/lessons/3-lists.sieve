# 3. Lists
# exists, all and size: one element, every element, how many.

schema  "chat.proto"
message chat.Post
match   udp.dst_port == 9000

# A repeated field is a list. "exists" asks whether the condition holds for at least one element, here called "t".
"urgent"     pass if msg.tags.exists(t, t == "urgent")

# Elements may be messages; their fields stand behind a dot as usual.
"blocked"    drop if msg.named.exists(p, p.blocked)

# "all" asks whether it holds for every element. It holds for an empty list too, so ask for the size as well.
"shouted at" drop if msg.named.size() > 0 && msg.named.all(p, p.name.startsWith("@"))

"tag storm"  drop if msg.tags.size() > 5

default pass

expect pass "urgent"     { tags: "draft" tags: "urgent" named { name: "bob" blocked: true } }
expect drop "blocked"    { named { name: "ada" } named { name: "bob" blocked: true } }
expect drop "shouted at" { named { name: "@ada" } named { name: "@bob" } }
expect drop "tag storm"  { tags: "a" tags: "b" tags: "c" tags: "d" tags: "e" tags: "f" }
expect pass              { named { name: "ada" } tags: "draft" }
