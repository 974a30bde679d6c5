-- Lets nothing of a credential through for a while. ARGV: the pause.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local pause = tonumber(ARGV[1])
local before = tonumber(redis.call('ZSCORE', KEYS[1], 'paused') or 0)
redis.call('ZADD', KEYS[1], string.format('%d', math.max(before, now + pause)), 'paused')
local left = math.max(redis.call('PTTL', KEYS[1]), pause + 1000)
redis.call('PEXPIRE', KEYS[1], string.format('%d', left))
return 0
