# SPDX-License-Identifier: Apache-2.0
"""A small API that logs in in every way the tests know. All secrets are made up."""
import base64
import http.server
import json
import os
import sys
import threading
import time
import urllib.parse

USER, PASSWORD, WRONG = "alice", "made-up-password", "No active account found"
CLIENT = ("desk", "made-up-desk-secret")
log = []


def jwt(seconds, **claims):
    def part(value):
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    claims = dict(claims, exp=int(time.time()) + seconds, n=len(log))
    return part({"alg": "HS256", "typ": "JWT"}) + "." + part(claims) + "." + "bWFkZS11cA"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each answer waits for the acknowledgement of its head

    def log_message(self, *args):
        pass

    def answer(self, status, body="", kind="application/json", fields=()):
        data = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in fields:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def read(self):
        data = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if self.headers.get("Content-Type", "").startswith("application/json"):
            return json.loads(data)
        return dict(urllib.parse.parse_qsl(data))

    def do_GET(self):
        log.append("GET " + self.path)
        if self.path == "/log":
            return self.answer(200, log[:-1])
        if self.path in ("/accounts/login/", "/elsewhere/login/"):
            action = "http://other.example/steal" if "elsewhere" in self.path else ""
            page = ('<!doctype html><form method="post" action="%s">'
                    '<input type="hidden" name="csrfmiddlewaretoken" value="form&amp;token">'
                    '<input type="text" name="user-name"><input type="password" name="pass-word">'
                    "</form>" % action)
            return self.answer(200, page, "text/html", [
                ("Set-Cookie", "csrftoken=cookie-token-made-up; Path=/")])
        self.answer(404, {"detail": "Not found."})

    def good(self, form, user="username", password="password"):
        return form.get(user) == USER and form.get(password) == PASSWORD

    def grant_to_client(self, form):
        """RFC 6749: a user's password, or a refresh token, from a client with a secret of its own."""
        basic = "Basic " + base64.b64encode(":".join(CLIENT).encode()).decode()
        given = (form.get("client_id"), form.get("client_secret"))
        known = given == CLIENT if "body" in self.path else self.headers.get("Authorization") == basic
        if not known:
            return self.answer(401, {"error": "invalid_client"})
        if form.get("grant_type") == "refresh_token" and form.get("refresh_token") == "client-refresh-made-up":
            return self.answer(200, {"access_token": "renewed-made-up-%d" % len(log), "token_type": "bearer"})
        if form.get("grant_type") != "password" or not self.good(form):
            return self.answer(400, {"error": "invalid_grant"})
        if form.get("scope") != "orders:read orders:write":
            return self.answer(400, {"error": "invalid_scope"})
        return self.answer(200, {"access_token": "granted-made-up-%d" % len(log), "token_type": "bearer",
                                 "refresh_token": "client-refresh-made-up"})

    def do_POST(self):
        form = self.read()
        log.append("POST %s %s" % (self.path, ",".join(sorted(form))))
        if self.path == "/api/token/":
            if not self.good(form):
                return self.answer(401, {"detail": WRONG, "you sent": form.get("password")})
            return self.answer(200, {"access": jwt(300), "refresh": "refresh-made-up-1"})
        if self.path == "/api/token/refresh/":
            if form.get("refresh") != "refresh-made-up-1":
                return self.answer(401, {"detail": "Token is invalid or expired"})
            return self.answer(200, {"access": jwt(900, renewed=True)})
        if self.path == "/api-token-auth/":
            if not self.good(form):
                return self.answer(400, {"non_field_errors": ["Unable to log in."]})
            return self.answer(200, {"token": "9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b"})
        if self.path == "/token":
            good = form.get("grant_type") == "password" and self.good(form)
            if not good:
                return self.answer(400, {"error": "invalid_grant"})
            return self.answer(200, {"access_token": "opaque-made-up", "token_type": "bearer",
                                     "expires_in": 600, "refresh_token": "grant-refresh-made-up"})
        if self.path in ("/grant-by-basic", "/grant-in-body"):
            return self.grant_to_client(form)
        if self.path == "/signin":
            if not self.good(form, "email", "passwd"):
                return self.answer(403, "no")
            return self.answer(200, {"data": {"token": jwt(60)}})
        if self.path == "/api/login":
            if not self.good(form):
                return self.answer(401, "<html>no</html>", "text/html")
            return self.answer(200, {"ok": True}, fields=[
                ("Set-Cookie", "other=1"), ("Set-Cookie", "sid=sid-made-up; HttpOnly; Path=/")])
        if self.path == "/cookie-login":
            if not self.good(form):
                return self.answer(401, {"detail": WRONG})
            return self.answer(200, {"user": "alice"}, fields=[
                ("Set-Cookie", "access_token=%s; HttpOnly; Path=/" % jwt(120)),
                ("Set-Cookie", "other_token=%s; HttpOnly; Path=/" % jwt(240))])
        if self.path == "/header-login":
            if not self.good(form):
                return self.answer(401, {"detail": WRONG})
            return self.answer(200, {"token": jwt(120)})
        if self.path == "/accounts/login/":
            good = (self.good(form, "user-name", "pass-word")
                    and form.get("csrfmiddlewaretoken") == "form&token"
                    and "csrftoken=cookie-token-made-up" in self.headers.get("Cookie", "")
                    and self.headers.get("Referer", "").endswith("/accounts/login/"))
            if not good:
                return self.answer(403, "CSRF verification failed", "text/html")
            return self.answer(302, "", "text/html", [
                ("Location", "/"), ("Set-Cookie", "sessionid=session-made-up; HttpOnly; Path=/"),
                ("Set-Cookie", "csrftoken=fresh-token-made-up; Path=/")])
        if self.path == "/silent":
            return self.answer(200, {"hello": "secret-in-an-odd-place"})
        self.answer(404, {"detail": "Not found."})


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()  # until the test closes it, or dies
os._exit(0)
