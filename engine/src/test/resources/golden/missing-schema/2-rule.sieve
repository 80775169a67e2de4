# The file is not there.
schema  "gone.proto"
message golden.Query
match   udp.dst_port == 9000
default pass
