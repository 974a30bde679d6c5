-- Lets nothing through for a while. ARGV: the pause.
s.tokens = 0
s.paused = math.max(s.paused, now + tonumber(ARGV[1]))
-- It is limited after all; one request finds out how.
if s.knows == 2 then s.knows = 0 end
save()
return 0
