-- Counts a request that is about to be sent, if the limit lets it through.
-- ARGV: the reservation, its lease, the process, the number of processes that it knows of, and
-- reservations that were dropped.
-- Gives 0 and the number of processes, 1 and a wait, or 2 and a name.
local id, lease, name, known = ARGV[1], tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4])
lose_all(5)
if s.moved then
    save()
    return {2, 0, s.moved}
end
roll()

-- The processes that want something of this limit at present.
local processes, least = 0, nil
for other, member in pairs(s.members) do
    if member.seen + math.max(2 * s.window, 1000) < now then
        s.members[other] = nil
    elseif not least or member.total < least then
        least = member.total
    end
end
-- One that joins has nothing to catch up with.
local me = s.members[name] or {used = 0, total = least or 0}
me.seen = now
s.members[name] = me
least = math.min(least or me.total, me.total)
for _ in pairs(s.members) do processes = processes + 1 end
-- Redis was away, and some processes have not found back: they keep to their part, and so must all.
local all_back = processes >= known or s.born + 2500 < now
processes = math.max(processes, all_back and 0 or known)

-- The time to wait for a fair part of the window: half of it is kept for the others.
local function unfair()
    local share = math.max(1, math.floor(s.limit / processes))
    local fair = s.opened + math.floor(s.window / 2)
    if not all_back then fair = s.reset > 0 and s.reset or now + 10 end
    if me.used < share or now >= fair then return 0 end
    if not all_back then return fair - now end
    if s.opened == 0 then return 0 end
    local owed = 0
    for _, member in pairs(s.members) do
        if member ~= me then owed = owed + math.max(0, share - member.used) end
    end
    -- What is left over goes to those that had the least so far.
    if s.tokens > owed and me.total <= least then return 0 end
    return fair - now
end

local soon = 10
local wait = 0
if s.paused > now then
    wait = s.paused - now
elseif s.knows == 0 then
    -- One request goes to find out, and another if that one does not come back soon.
    if in_flight() > 0 and now < s.counted + 500 then wait = soon end
elseif s.knows == 1 and s.tokens <= 0 then
    if s.reset > 0 then
        wait = s.reset - now
    elseif in_flight() > 0 then
        wait = soon
    else
        wait = s.counted + s.window - now
    end
elseif s.knows == 1 and processes > 1 then
    wait = unfair()
end

if wait <= 0 then
    s.tokens = math.max(0, s.tokens - 1)
    me.used = me.used + 1
    me.total = me.total + 1
    s.leases[id] = {o = now + lease, s = now, e = s.epoch, m = name}
    s.counted = now
    if s.opened == 0 then s.opened = now end
end
save()
if wait > 0 then return {1, math.ceil(wait), ''} end
return {0, processes, ''}
