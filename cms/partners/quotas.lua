-- Requests of one caller: its place in the quota, the count of its use, and whether its presence was noted lately.
-- The quota is a leaking one: `full_at` is when all of it is there again, in microseconds of Redis' own clock.
-- `before` requests were let in already; `asks` is 1 when one more asks now. Then pairs of field and number follow.
local quota, usage, noted = KEYS[1], KEYS[2], KEYS[3]
local each, window, field = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
local keep_usage, note_every = tonumber(ARGV[4]), tonumber(ARGV[5])
local before, asks = tonumber(ARGV[6]), ARGV[7] == '1'

local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000000 + tonumber(clock[2])
local full_at = math.max(tonumber(redis.call('GET', quota) or 0), now) + each * before
local wait = full_at + each - window - now
local allowed = wait <= 0
if allowed and asks then
    full_at = full_at + each
end
if before > 0 or (allowed and asks) then
    redis.call('SET', quota, string.format('%.0f', full_at), 'PX', math.ceil((full_at - now) / 1000))
end

-- A counter that begins anew, be it that Redis forgot, says so by another epoch.
if redis.call('HSETNX', usage, 'epoch', clock[1] .. '.' .. clock[2]) == 1 then
    redis.call('EXPIRE', usage, keep_usage)
end
for place = 8, #ARGV, 2 do
    redis.call('HINCRBY', usage, ARGV[place], ARGV[place + 1])
end
if asks and not allowed then
    redis.call('HINCRBY', usage, field .. '|refused', 1)
end

local is_news = note_every > 0 and redis.call('SET', noted, 1, 'NX', 'EX', note_every)
return {allowed and 1 or 0, math.floor((window - (full_at - now)) / each), math.ceil(full_at - now),
    math.max(0, math.ceil(wait)), is_news and 1 or 0}
