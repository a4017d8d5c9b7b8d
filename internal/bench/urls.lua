-- Asks for the paths in the file named by the first argument, in an order that is random and the same in every run.
local requests, count = {}, 0

function init(args)
  for path in io.lines(args[1]) do
    count = count + 1
    requests[count] = wrk.format("GET", path)
  end
  math.randomseed(7)
end

function request()
  return requests[math.random(count)]
end
