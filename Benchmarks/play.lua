-- Plays the requests of a file in order, over and over, and counts every answer that is not the next view.
local requests, place = {}, 0
bad = 0

function init(args)
  local file = assert(io.open(args[1], "rb"))
  local length = file:read("*n", 1)
  while length do
    requests[#requests + 1] = file:read(length)
    length = file:read("*n", 1)
  end
end

function request()
  place = place % #requests + 1
  return requests[place]
end

function response(status, headers, body)
  if status ~= 200 or not body:find('{"response_action":"update"', 1, true) then bad = bad + 1 end
end

local threads = {}
function setup(thread) threads[#threads + 1] = thread end

function done(summary, latency, all)
  local refused = 0
  for _, thread in ipairs(threads) do refused = refused + thread:get("bad") end
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format("played %d %d %d %d %d %d\n", summary.requests, summary.duration, refused, broken,
    latency:percentile(50), latency:percentile(99)))
end
