// SPDX-License-Identifier: Apache-2.0
// A server on loopback that takes JSON and answers in JSON; the port is the program's first argument.
'use strict';
const http = require('http');

// routeOf(request): what answers it, body => [status, answer, headers, seconds to wait]; undefined: there is no such thing. A body that is
// no object counts as an empty one.
exports.serve = (routeOf) => {
  const server = http.createServer((request, response) => {
    const route = routeOf(request);
    let sent = '';
    request.on('data', (part) => { sent = (sent + part).slice(0, 8192); });
    request.on('end', () => {
      let body = {};
      try { body = JSON.parse(sent); } catch { /* as if there were none */ }
      body = body && typeof body === 'object' ? body : {};
      const [status, answer, headers, seconds] = route ? route(body) : [404, {fault: 'no such thing'}];
      setTimeout(() => {
        response.writeHead(status, {'Content-Type': 'application/json', ...headers});
        response.end(JSON.stringify(answer));
      }, (seconds || 0) * 1000);
    });
  });
  server.listen(Number(process.argv[2] || 0), '127.0.0.1', () => {
    console.log(`Listening at: http://127.0.0.1:${server.address().port}`);
  });
};
