-- The count of one bucket, as JSON under one key. Times are milliseconds by the clock of Redis, so
-- that those of the processes do not matter. It is `bucket.rs` once more, for many processes.
--
--   knows    0: nothing; 1: the limit; 2: that there is none
--   tokens   requests that may still be sent in this window
--   reset    the end of the window, 0 if no response has told it; last: that of the window before
--   opened   the first reservation of the window, 0 before that
--   window   its length: the longest time until its end that was told
--   counted  the last time at which the API may have counted a request
--   leases   reservations in flight: o, when the lease is over; s, when it was made; e, its epoch; m, its
--            process
--   members  processes: when each was last seen, what it used of the window, and in total
--   lost     reservations that ended without a response since the window began; lost_lately: the
--            last few of them, and lately: when the first of these ended
--   born     when this was kept first
--   moved    the name of the bucket that this one turned out to be
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local text = redis.call('GET', KEYS[1])
local s = text and cjson.decode(text) or {
    knows = 0, limit = 0, tokens = 0, reset = 0, last = 0, opened = 0, window = 0, counted = 0,
    paused = 0, lost = 0, lost_lately = 0, lately = 0, epoch = 0, born = now, leases = {}, members = {}
}

local function in_flight()
    local count = 0
    for _ in pairs(s.leases) do count = count + 1 end
    return count
end

-- A reservation ended without a response. The API may have counted it, so its token is gone.
local function lose(id)
    if s.leases[id] then
        s.leases[id] = nil
        s.counted = now
        s.lost = s.lost + 1
        if s.lately + 200 < now then s.lately, s.lost_lately = now, 0 end
        s.lost_lately = s.lost_lately + 1
    end
end

-- Those of processes that died, too.
local function lose_all(first)
    for i = first, #ARGV do lose(ARGV[i]) end
    for id, lease in pairs(s.leases) do
        if lease.o <= now then lose(id) end
    end
end

local function begin_window()
    s.epoch = s.epoch + 1
    s.opened = 0
    for _, member in pairs(s.members) do member.used = 0 end
end

local function roll()
    local ended
    if s.reset > 0 then
        ended = s.reset <= now
    else
        ended = s.window > 0 and in_flight() == 0 and s.counted + s.window <= now
    end
    if ended then
        s.lost = 0
        if s.reset > 0 then
            s.last = s.reset
            -- Near the end of a window, they may have been counted in the next.
            if s.lately + 400 > s.reset then s.lost = s.lost_lately end
        end
        s.reset = 0
        -- So may those in flight.
        s.tokens = math.max(0, s.limit - in_flight() - s.lost)
        begin_window()
    end
end

-- Forgotten an hour after it has nothing more to say.
local function save()
    local keep = math.max(s.reset, s.paused, s.counted + s.window, now) - now + 3600000
    redis.call('SET', KEYS[1], cjson.encode(s), 'PX', string.format('%d', keep))
end
