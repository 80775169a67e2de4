# Rules for device telemetry: fractions, signed and unsigned numbers in every encoding, and enums.
# The filter stands in front of a database and lets pass only what is worth storing.

schema  "telemetry.proto"
message telemetry.Report
match   udp.dst_port == 9003

# Failing devices are always stored, so this rule comes first: the first pass or drop rule that holds decides.
"failing"     pass if msg.health == telemetry.Report.Health.FAILING

# Fractions are compared exactly, bit by bit as IEEE 754 orders them; a value that is no number (NaN) is never smaller
# or greater than anything.
"too hot"     pass if msg.reading.temperature >= 85.5

# A broken sensor reports the coldest value it has. Constants may be negative.
"no sensor"   drop if msg.reading.temperature < -273.15 || msg.reading.humidity > 100.0

# Two fields may be compared with each other.
"nowhere"     drop if msg.position.latitude == msg.position.longitude && msg.position.accuracy == 0.0

# Numbers of 32 and 64 bits, signed ("sint", "sfixed") and unsigned ("fixed", with "u" behind the constant).
"weak"        log  if msg.reading.battery < 3300u && msg.reading.signal <= -110
"first maker" pass if msg.device_id < 4294967296u && msg.on_battery

# Rules that measure go on to the next one. One report of a hundred is shown in the monitor, and reports that do not say
# how the device is doing are counted by their firmware.
"look"        sample 1/100 if msg.on_battery
"by firmware" count by msg.firmware if msg.health == telemetry.Report.Health.UNKNOWN

# Bytes may be written in hexadecimal.
"demo device" drop if msg.fingerprint == b"\x00\xde\x00"

# Nothing moved since the last report.
"quiet"       drop if msg.reading.pressure_change > -5 && msg.reading.pressure_change < 5

on malformed drop
on error     drop
default      pass

expect pass "failing"     { health: FAILING reading { temperature: -300 } }
expect pass "too hot"     { reading { temperature: 85.5 } }
expect drop "no sensor"   { reading { temperature: -300 } }
expect drop "nowhere"     { device_id: 7 }
expect pass "first maker" { device_id: 7 on_battery: true position { latitude: 50.7 longitude: 7.1 } }
expect drop "demo device" { fingerprint: "\000\336\000" position { latitude: 50.7 longitude: 7.1 } }
expect drop "quiet"       { device_id: 7 position { latitude: 50.7 longitude: 7.1 } }
expect pass               { device_id: 7 position { latitude: 1 } reading { pressure_change: 20 } }
