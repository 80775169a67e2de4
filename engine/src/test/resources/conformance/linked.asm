// a program of its own file
ldxh %r0, [%r1+1]
exit
