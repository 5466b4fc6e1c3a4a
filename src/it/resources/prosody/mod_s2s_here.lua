-- Finds every other domain at one port of this machine: DNS knows nothing of the servers of a test.
module:set_global();

local basic = require "net.resolvers.basic";
local service = require "net.resolvers.service";
local port = module:get_option_number("s2s_here_port");

function service.new(_, _, _, extra)
	return basic.new("127.0.0.1", port, "tcp", extra);
end
