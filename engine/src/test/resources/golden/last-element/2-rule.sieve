schema  "1-schema.proto"
message golden.Trail
match   udp.dst_port == 9000
"step"  drop if msg.steps[size(msg.steps) - 1] == 7
"stop"  drop if size(msg.stops) > 0 && msg.stops[size(msg.stops) - 1].name == "end"
"mark"  drop if msg.stops[size(msg.stops) - 1].marks[0] == 3
on error pass
default pass
