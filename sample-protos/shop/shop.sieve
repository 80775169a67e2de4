# Rules for the orders of a web shop: nested messages, whole numbers of every size, and bytes.

schema  "shop.proto"
message shop.Order
match   udp.dst_port == 9002

# Bytes have a "b" in front of the quotes. The front end signs its orders; test orders carry this mark instead.
"test orders"  drop if msg.signature == b"TEST"

# Two messages down: the order's customer's address.
"no delivery"  drop if msg.customer.address.country == "AQ" || msg.customer.address.city == ""

# Cents are whole numbers; CEL never mixes whole numbers and fractions by itself.
"fraud check"  drop if msg.total_cents > 1000000 && msg.customer.points <= 0 &&
                       !msg.customer.email.endsWith("@example.com")

# Fields of a oneof are read like others: one that is not set has its default, here the empty string.
"bank account" log  if msg.iban != "" && msg.status != shop.Status.PAID

# "in sequence" by comparing enum values: everything before SHIPPED.
"open orders"  pass if msg.status < shop.Status.SHIPPED

"gifts"        pass if msg.gift && msg.currency == "EUR"

on malformed drop
on error     drop
on limit     drop
default      pass

expect drop "test orders" { id: 1 signature: "TEST" customer { address { city: "Bonn" } } }
expect drop "no delivery" { id: 2 customer { address { city: "Base 1" country: "AQ" } } }
expect drop "fraud check" { id: 3 customer { email: "x@mail.test" address { city: "Bonn" } } total_cents: 2000000 }
expect pass "open orders" { id: 4 customer { address { city: "Bonn" } } status: PAID items { sku: "A1" quantity: 2 } }
expect pass "gifts"       { id: 5 customer { address { city: "Bonn" } } status: SHIPPED gift: true currency: "EUR" }
expect pass               { id: 6 customer { address { city: "Bonn" } } status: SHIPPED notes { key: "a" value: "b" } }
