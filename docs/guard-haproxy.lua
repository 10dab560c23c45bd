-- SPDX-License-Identifier: Apache-2.0
-- Lets HAProxy (2.6 or later) ask postern guard, whose file says dialect: haproxy:
--   http-request lua.postern unix@/run/postern/guard.sock X-Postern-User
-- The address is HAProxy's; then the headers of identity:, with commas between. Whatever is not a 200 is answered
-- to the client, and a guard that cannot be asked is a 503: nothing goes on by a fault.

local function asked_headers(txn)
    local headers = {}
    for name, values in pairs(txn.http:req_get_headers()) do
        headers[name] = {}
        for _, value in pairs(values) do
            table.insert(headers[name], value)
        end
    end
    -- The body stays here, and so does what is about it and about the connection.
    for _, name in ipairs({"content-length", "transfer-encoding", "connection", "expect", "upgrade", "host"}) do
        headers[name] = nil
    end
    headers["x-original-method"] = {txn.sf:method()}
    headers["x-original-uri"] = {txn.sf:pathq()}
    headers["x-request-id"] = {txn.sf:uuid()}
    headers["x-forwarded-proto"] = {txn.f:ssl_fc() == 1 and "https" or "http"}
    headers["x-forwarded-for"] = {txn.sf:src()}
    return headers
end

local function first(response, name)
    local values = response.headers and response.headers[name]
    return values and (values[0] or values[1])
end

local function refuse(txn, response)
    local status = response and response.status or 0
    local reply = txn:reply()
    reply:set_status(status >= 400 and status < 600 and status or 503)
    for _, name in ipairs({"www-authenticate", "x-request-id", "retry-after", "content-type"}) do
        local value = response and first(response, name)
        if value then
            reply:add_header(name, value)
        end
    end
    reply:set_body(response and response.body or "")
    txn:done(reply)
end

core.register_action("postern", {"http-req"}, function(txn, address, identity)
    local client = core.httpclient()
    local ok, response = pcall(function()
        return client:get({url = "http://127.0.0.1/ask", headers = asked_headers(txn), dst = address, timeout = 5000})
    end)
    if not ok or not response or response.status ~= 200 then
        return refuse(txn, ok and response or nil)
    end
    for name in string.gmatch(identity, "[^,]+") do -- set always, so that nobody else's passes
        txn.http:req_set_header(name, first(response, string.lower(name)) or "")
    end
end, 2)
