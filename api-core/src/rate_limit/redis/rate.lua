-- Counts a request of a credential: at most so many in any span of this length. The key is a sorted
-- set of the last requests by their time, and of the end of a pause.
-- ARGV: the reservation; requests, 0 if only pauses are kept; the span.
-- Gives 0, or 1 and a wait.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local key, id, requests, span = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])

local paused = tonumber(redis.call('ZSCORE', key, 'paused') or 0)
if paused > now then return {1, paused - now, ''} end
if requests == 0 then return {0, 1, ''} end
redis.call('ZREM', key, 'paused')
redis.call('ZREMRANGEBYSCORE', key, '-inf', string.format('%d', now - span))
if redis.call('ZCARD', key) >= requests then
    local oldest = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
    return {1, math.max(1, tonumber(oldest[2]) + span - now), ''}
end
redis.call('ZADD', key, string.format('%d', now), id)
redis.call('PEXPIRE', key, string.format('%d', span + 1000))
return {0, 1, ''}
