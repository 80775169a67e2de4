schema "1-schema.proto"
message a.M
match udp.dst_port == 9000
drop if msg.query.lowerAscii() == "x"
drop if msg.ts.getHours() == 3
drop if msg.tags.map(t, t + "x").size() > 2
drop if msg.tags.filter(t, t == "x").size() > 2
drop if type(msg.page) == int
drop if dyn(msg.page) == 3
drop if msg.tags == ["a", "b"]
drop if msg.mm[3].name == "x"
drop if [1, 2, 3].exists(x, x == msg.page)
drop if msg.query[0] == "x"
drop if string(msg.page) == "3"
drop if int(msg.query) == 3
drop if double(msg.page) > 2.5
drop if timestamp(msg.query) > msg.ts
drop if msg.dur.getSeconds() > 3
drop if now() > msg.ts
drop if msg.query.matches("(?=x)y")
drop if msg.query.matches("(a)\\1")
drop if msg.any.type_url == "x"
drop if msg.st.fields["a"].number_value > 3.0
drop if msg.val.string_value == "x"
drop if msg.val == "x"
drop if msg.query + "x" == "yx"
drop if msg.ins[0].n == 3
drop if msg.nums.all(n, n > 3 && msg.nums.exists(m, m > n))
drop if size(msg.labels) > 2 && msg.labels.exists(k, k.startsWith("x") && msg.labels[k] > 2)
drop if msg.page.foo
drop if msg.query > 3
drop if msg.page == 3000000000
drop if msg.d == 1
drop if msg.b == "x"
drop if msg.ins.exists(i, i.name in msg.tags)
drop if msg.query in msg.tags
drop if msg.page in msg.nums
drop if msg.tags.exists(t, msg.ins.exists(i, i.name == t))
drop if has(msg.tags)
drop if msg.ts - msg.ts > duration("1s")
drop if msg.ts + msg.dur > timestamp("2026-01-01T00:00:00Z")
drop if msg.query.size() > 3 ? msg.page > 3 : true
drop if msg.page % 0 == 1
drop if -msg.page > 3
drop if !msg.page
drop if msg.query.charAt(0) == "x"
drop if msg.query.split(",").size() > 2
drop if uint(msg.page) > 3u
drop if msg.lv.values.size() > 3
drop if msg.nums.sum() > 3
