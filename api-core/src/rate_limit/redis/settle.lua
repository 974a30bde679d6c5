-- Ends a reservation.
-- ARGV: the reservation; `unsent` or `response`; limit, remaining, reset and granularity, -1 where the
-- response did not tell; the name of the bucket if it is another one's; reservations that were dropped.
local id, how, moved = ARGV[1], ARGV[2], ARGV[7]
local limit, remaining = tonumber(ARGV[3]), tonumber(ARGV[4])
local after, granularity = tonumber(ARGV[5]), tonumber(ARGV[6])
lose_all(8)
local lease = s.leases[id]
s.leases[id] = nil

local function learn()
    local sent = lease and lease.s or now
    -- A late response, about a window that is over.
    if s.last > 0 and sent + after <= s.last then return end
    local reset = now + after
    if limit < 0 then limit = math.max(s.limit, remaining + 1) end
    s.limit = math.max(1, limit)
    s.window = math.max(s.window, after + granularity)
    -- Responses take different times to arrive.
    local tolerance = granularity + 200
    local before = s.knows == 1 and s.reset or 0
    local lost = s.knows == 1 and s.lost or 0
    s.knows = 1
    -- The API responded at some time between the two, and may have rounded up.
    local no_sooner = sent + math.max(0, after - granularity)
    if before == 0 or reset > before + tolerance and no_sooner > before then
        if before > 0 then begin_window() end
        s.tokens = math.max(0, remaining - in_flight() - lost)
        s.reset = reset
    elseif reset + tolerance >= before then
        s.tokens = math.min(s.tokens, remaining)
        s.reset = math.max(before, reset)
    end
end

if how == 'unsent' then
    if lease and lease.e == s.epoch then
        s.tokens = s.tokens + 1
        local member = s.members[lease.m]
        if member then
            member.used = math.max(0, member.used - 1)
            member.total = member.total - 1
        end
    end
elseif moved ~= '' then
    s.moved = moved
else
    roll()
    if remaining >= 0 and after >= 0 then
        learn()
    elseif s.knows == 0 then
        s.knows = 2
    end
end
save()
return 0
