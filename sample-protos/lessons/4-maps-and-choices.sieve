# 4. Maps, and one of several
# Asking whether a key or a field is there at all.

schema  "chat.proto"
message chat.Post
match   udp.dst_port == 9000

# "in" asks whether a map has a key; [..] takes the value. A missing key is an error, so ask first: && looks at its
# right side only for those messages that need it.
"old client" drop if "version" in msg.headers && msg.headers["version"].startsWith("1.")

"no client"  drop if !("client" in msg.headers)

# Of the fields of a oneof at most one is set. has() says which.
"picture"    drop if has(msg.image) && (msg.image.width > 4000u || msg.image.height > 4000u)
"bad link"   drop if has(msg.link) && !msg.link.startsWith("https://")

# An error that no && or || takes away gets this verdict.
on error drop
default  pass

expect drop "old client" { headers { key: "version" value: "1.4" } headers { key: "client" value: "web" } }
expect drop "no client"  { text: "hello" }
expect drop "picture"    { headers { key: "client" value: "web" } image { width: 5000 height: 10 } }
expect drop "bad link"   { headers { key: "client" value: "web" } link: "http://example.com" }
expect pass              { headers { key: "client" value: "web" } link: "https://example.com" }
