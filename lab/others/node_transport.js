// SPDX-License-Identifier: Apache-2.0
// A small Node API whose operations believe different people about the scheme by which they were asked. One flaw an
// operation, sound ones beside them; loopback only, every secret is LAB ONLY.
"use strict";
const http = require("http");

const TOKEN = "LAB-ONLY-transport-alice-c07d42";
const anybody = () => true;
const nobody = () => false;
const proxy = (request) => request.socket.remoteAddress === "127.0.0.1"; // where its own would stand

const claimed = (request) => [request.headers["x-forwarded-proto"] === "https",
  request.headers["x-forwarded-ssl"] === "on", /proto=https/.test(request.headers.forwarded || "")].some(Boolean);
const links = (believes) => (request) => {
  const scheme = believes(request) && claimed(request) ? "https" : "http";
  return { self: `${scheme}://${request.headers.host}${request.url}`, name: "alice" };
};
const cookies = (believes) => (request, response) => {
  const secure = believes(request) && claimed(request) ? "; Secure" : "";
  response.setHeader("Set-Cookie", `theme=dark; HttpOnly; SameSite=Lax${secure}`);
  return { name: "alice" };
};
const echoes = (request) => ({ name: "alice", seen: { scheme: "http", proto: request.headers["x-forwarded-proto"] || "" } });

const OPERATIONS = {
  "/links/anybody": links(anybody), "/links/proxy": links(proxy), "/links/nobody": links(nobody),
  "/cookies/anybody": cookies(anybody), "/cookies/proxy": cookies(proxy), "/echoes": echoes,
};

const server = http.createServer((request, response) => {
  const view = OPERATIONS[request.url];
  const known = request.headers.authorization === `Bearer ${TOKEN}`;
  if (!known) response.setHeader("WWW-Authenticate", "Bearer");
  const status = !known ? 401 : view ? 200 : 404;
  const body = status === 200 ? view(request, response) : { error: status };
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(body));
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
