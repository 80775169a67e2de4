# Rules for a search service. A rule file is read from top to bottom: for each message the first "pass" or "drop" rule
# whose condition holds decides. "log" rules only report, and the evaluation goes on.

schema  "search.proto"              # where the message is described; relative to this file
message search.SearchRequest        # what one packet holds
match   udp.dst_port == 9000        # which packets are meant; all others pass and are not counted

# Conditions are written in CEL, the Common Expression Language. "msg" is the message.
"no A"        drop if msg.query.contains("A")

# Deep pages with many results are what crawlers ask for.
"crawler"     drop if msg.page_number > 3 && msg.results_per_page >= 100

# client_id is unsigned, so its constants end in "u".
"own tools"   pass if msg.client_id >= 9000u && msg.client_id < 9100u

# Fields of a nested message are reached with dots; a message that is absent has the defaults of its fields.
"big spender" log  if msg.filter.max_price > 500.0

# Values of an enum have their full names.
"cheap parts" drop if msg.filter.category == search.Category.SPARE_PARTS &&
                      (msg.sort == search.Sort.PRICE || msg.query.startsWith("cheap"))

# A rule with "off" in front stays in the file, but it is not compiled.
off "adults"  drop if !msg.safe_search

on malformed drop                   # bytes that are no SearchRequest
on error     drop                   # a condition that has no value
on limit     drop                   # a message larger or deeper than the filter walks
on unseen    pass                   # the packet does not hold the whole message
default      pass                   # no rule decided

# Tests that live with the rules: a verdict, the rule that gives it, and a message in protobuf's text format.
expect drop "no A"        { query: "cAt" }
expect drop "crawler"     { query: "dog" page_number: 4 results_per_page: 100 }
expect pass "own tools"   { query: "dog" client_id: 9001 }
expect drop "cheap parts" { query: "lens" filter { category: SPARE_PARTS } sort: PRICE }
expect pass               { query: "dog" page_number: 1 filter { max_price: 900 } }
