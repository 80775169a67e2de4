# Rules for an address book. The schema is proto2, where an optional field that is absent may have a default that is
# not zero: a rule sees that default, exactly as a program does.

schema  "addressbook.proto"
message addressbook.PersonUpdate
match   udp.dst_port == 9001

# Only the server itself may remove people. An enum that is declared in a message has the message in its name.
"remove"     drop if msg.operation == addressbook.PersonUpdate.Operation.REMOVE

# "main_phone.type" is HOME when the message does not say otherwise, so this asks for an explicit WORK.
"colleagues" pass if msg.person.main_phone.type == addressbook.Person.PhoneType.WORK &&
                     msg.person.email.endsWith("@example.com")

# Premium numbers begin with this prefix.
"premium"    drop if msg.person.main_phone.number.startsWith("+49900")

# "shared" is true when it is absent, "age" is -1: a child is someone whose age is known and below 16.
"children"   drop if msg.person.shared && msg.person.age >= 0 && msg.person.age < 16

# Names with markup come from a broken client. "reason" is "sync" when it is absent.
"markup"     log  if msg.person.name.contains("<") && msg.reason != "sync"

# People that are not on the server yet.
"new people" pass if msg.person.id < 0

on malformed drop
on unseen    pass
default      pass

expect drop "remove"     { person { name: "Ada" id: 7 } operation: REMOVE }
expect pass "colleagues" { person { name: "Ada" id: 7 email: "ada@example.com" main_phone { number: "1" type: WORK } } }
expect drop "premium"    { person { name: "Bob" id: 8 main_phone { number: "+49900123" } } }
expect drop "children"   { person { name: "Cid" id: 9 age: 12 } }
expect pass "new people" { person { name: "Dan" id: -1 } }
expect pass              { person { name: "Eve" id: 10 age: 12 shared: false } }
