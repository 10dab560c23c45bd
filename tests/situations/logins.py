# SPDX-License-Identifier: Apache-2.0
"""Logins of every kind, each with an operation that asks whose token it is and one that takes any."""
import base64
import hashlib
import hmac
import secrets
import struct
import time

from situation import *

USERS = {"anna": "annas-made-up-pw", "ben": "bens-made-up-pw"}
IDENTITIES = {name: {"username": name, "password": password} for name, password in USERS.items()}
FIELDS = {"username": "string", "password": "string"}
RIGHT = {"GET /mine": expected("enforced", granted=["anna", "ben"]),
         "GET /lists": expected("open", "any-token-accepted", granted=["anna", "ben"])}
ALLOW = ["no-rate-limit"]


def issue(request, user, kind="key"):
    token = secrets.token_hex(20)
    with request.state.lock:
        request.state.__dict__.setdefault(kind, {})[token] = user
    return token


def owner(request, token, kind="key"):
    return request.state.__dict__.get(kind, {}).get(token)


def api(login, presented, kind="key", more=None):
    """login(request): an answer, or None where it is not the login; presented(request): the token, or None."""
    def serve(request):
        answered = login(request) or (more(request) if more else None)
        if answered:
            return answered
        token = presented(request)
        if request.path == "/lists" and token:
            return answer(200, [{"id": 4, "total": 12}])
        user = owner(request, token, kind)
        if request.path in ("/mine", "/lists"):
            return answer(200, {"user": user}) if user else refuse()
        return not_found()
    return serve


def checked(request, given):
    user = given.get("username") if isinstance(given, dict) else None
    return user if user in USERS and USERS[user] == given.get("password") else None


def bearer(request):
    return request.credential()


def login_with(read, at="/sign-in", method="POST"):
    def login(request):
        if (request.method, request.path) != (method, at):
            return None
        user = checked(request, read(request))
        return answer(200, {"token": issue(request, user)}) if user else answer(401, {"detail": "wrong"})
    return login


def by_basic(request):
    user, password = request.basic() or (None, None)
    return {"username": user, "password": password}


def by_query(request):
    return {name: values[0] for name, values in request.query.items()}


TWO = {"GET /mine": "bearer", "GET /lists": "bearer"}

situation("the login takes the password by Basic and has no body",
          scan(exit=1, complete=True, operations=RIGHT, allow=ALLOW + ["contract-mixed-schemes"],
               says=[r"bearer +anna, ben: POST /auth/login, proven at GET /", r"basic +anna, ben: .*proven at POST /auth/login"]),
          contract=contract({"POST /auth/login": "basic", **TWO}, {"bearer": BEARER, "basic": BASIC}),
          identities=IDENTITIES, serve=api(login_with(by_basic, "/auth/login"), bearer))

situation("the login takes name and password in the query",
          scan(exit=1, complete=True, operations=RIGHT, allow=ALLOW),
          contract=contract({"GET /user/login": {"security": [], "parameters": [
              {"name": n, "in": "query", "required": True, "schema": {"type": "string"}} for n in FIELDS]}, **TWO}),
          identities=IDENTITIES, serve=api(login_with(by_query, "/user/login", "GET"), bearer))

situation("the file says that the login takes a form with a further field",
          scan("-i", "identities.yaml", exit=1, complete=True, operations=RIGHT, allow=ALLOW),
          contract=contract(TWO), serve=api(login_with(
              lambda r: r.form() if r.form().get("provider") == "db" else None, "/enter"), bearer),
          files={"identities.yaml": "login: {operation: POST /enter, send: form, with: {provider: db}, token: /token}\n"
                 "identities:\n  anna: {username: anna, password: %(anna)s}\n"
                 "  ben: {username: ben, password: %(ben)s}\n" % USERS})


def two_issuers(request):
    for at, read, kind in (("/auth/login", Request.json, "key"), ("/oauth/token", Request.form, "partner")):
        if (request.method, request.path) == ("POST", at):
            user = checked(request, read(request) or {})
            token = issue(request, user, kind) if user else None
            return answer(200, {"access_token": token}) if user else answer(400, {"error": "invalid_grant"})
    if request.path.startswith("/partner/"):
        token = request.credential()
        user = owner(request, token, "partner")
        if request.path == "/partner/rates" and token:
            return answer(200, {"rates": [1, 2]})
        return answer(200, {"user": user}) if user else refuse()
    return None


PARTNERS = {"type": "oauth2", "flows": {"password": {"tokenUrl": "/oauth/token", "scopes": {}}}}
BOTH = {**RIGHT, "GET /partner/orders": expected("enforced", granted=["anna", "ben"]),
        "GET /partner/rates": expected("open", "any-token-accepted", granted=["anna", "ben"])}
PARTNER_PATHS = {"GET /partner/orders": "partners", "GET /partner/rates": "partners"}

situation("one password, two issuers: a JSON login for users, an OAuth2 endpoint for partners",
          scan(exit=1, complete=True, operations=BOTH, allow=ALLOW,
               says=[r"partners +anna, ben: POST /oauth/token", r"bearer +anna, ben: POST /auth/login"]),
          contract=contract({"POST /auth/login": takes(FIELDS, security=""), **TWO, **PARTNER_PATHS},
                            {"bearer": BEARER, "partners": PARTNERS}),
          identities=IDENTITIES, serve=api(two_issuers, bearer))

situation("two logins of the same form, and nothing tells beforehand which scheme each serves",
          scan(exit=1, complete=True, operations=BOTH, allow=ALLOW, says=["is refused for"]),
          contract=contract({"POST /auth/login": takes(FIELDS, security=""),
                             "POST /oauth/token": takes(FIELDS, "application/x-www-form-urlencoded", security=""),
                             **TWO, **PARTNER_PATHS}, {"bearer": BEARER, "partners": BEARER}),
          identities=IDENTITIES, serve=api(two_issuers, bearer))

situation("the file names a login for each scheme",
          scan("-i", "identities.yaml", exit=1, complete=True, operations=BOTH, allow=ALLOW),
          contract=contract({**TWO, **PARTNER_PATHS}, {"bearer": BEARER, "partners": BEARER}),
          serve=api(two_issuers, bearer),
          files={"identities.yaml": "logins:\n  bearer: {operation: POST /auth/login}\n"
                 "  partners: {operation: POST /oauth/token, send: form}\n"
                 "identities:\n  anna: {username: anna, password: %(anna)s}\n"
                 "  ben: {username: ben, password: %(ben)s}\n" % USERS})


def count_wrong(request):
    if request.method == "POST" and (request.json() or {}).get("username") == "anna":
        with request.state.lock:
            request.state.tries = getattr(request.state, "tries", 0) + 1
        return answer(401, {"detail": "wrong"})
    return None


situation("no login takes the password: four wrong answers, and no more",
          scan(exit=3, complete=False, operations=None, allow=["no-rate-limit"], says=["anna: POST /login[0-9] answered 401"],
               after=lambda state: None if state.tries <= 4 else "%d wrong answers" % state.tries),
          contract=contract({**{"POST /login%d" % i: takes(FIELDS, security="") for i in range(9)}, "GET /mine": "bearer"}),
          identities={"anna": IDENTITIES["anna"]}, serve=api(count_wrong, bearer))


def tokens_of_clients(request):
    if (request.method, request.path) != ("POST", "/o/token/"):
        return None
    given = request.form()
    client = request.basic() or (given.get("client_id"), given.get("client_secret"))
    if given.get("grant_type") != "client_credentials" or client != ("batch", "made-up-client-secret"):
        return answer(401, {"error": "invalid_client"})
    if given.get("scope") != "orders:read":
        return answer(400, {"error": "invalid_scope"})
    return answer(200, {"access_token": issue(request, "batch"), "expires_in": 600, "token_type": "Bearer"})


CLIENT = {"batch": {"client_id": "batch", "client_secret": "made-up-client-secret", "scope": "orders:read"}}
FOR_CLIENT = {"GET /mine": expected("enforced", granted=["batch"]),
              "GET /lists": expected("open", "any-token-accepted", granted=["batch"])}
situation("a client of OAuth2 with a secret of its own",
          scan(exit=1, complete=True, operations=FOR_CLIENT, allow=ALLOW, silent=["made-up-client-secret"], reports=["json"]),
          contract=contract({"GET /mine": "o", "GET /lists": "o"}, {"o": {"type": "oauth2", "flows": {
              "clientCredentials": {"tokenUrl": "/o/token/", "scopes": {"orders:read": "orders"}}}}}),
          identities=CLIENT, serve=api(tokens_of_clients, bearer))


def with_configuration(request):
    if request.path == "/.well-known/openid-configuration":
        origin = "http://" + request.headers["Host"]
        return answer(200, {"issuer": origin, "token_endpoint": origin + "/o/token/"})
    return tokens_of_clients(request)


situation("the token endpoint stands in the configuration of OpenID Connect",
          scan(exit=1, complete=True, operations=FOR_CLIENT, allow=ALLOW),
          contract=contract({"GET /mine": "o", "GET /lists": "o"}, {"o": {
              "type": "openIdConnect", "openIdConnectUrl": "/.well-known/openid-configuration"}}),
          identities=CLIENT, serve=api(with_configuration, bearer))


def fixed(request):
    return None


def known_key(request):
    token = request.credential()
    with request.state.lock:
        request.state.key = {"key-" + hashlib.sha256(b"anna").hexdigest()[:20]: "anna"}
    return token


SCRIPT = "#!/bin/sh\necho '{\"data\": {\"access\": \"key-%s\"}}'\n" % hashlib.sha256(b"anna").hexdigest()[:20]
situation("a program prints the credential as JSON",
          scan("-i", "identities.yaml", exit=1, complete=True, operations={"GET /mine": expected("enforced", granted=["anna"]),
                                                  "GET /lists": expected("open", "any-token-accepted", granted=["anna"])},
               says=["anna: its command"]),
          contract=contract(TWO), serve=api(fixed, known_key),
          files={"get-key": SCRIPT, "identities.yaml":
                 "identities: {anna: {command: [sh, ./get-key, anna], pointer: /data/access}}\n"})

situation("a program prints the bare credential",
          scan("-i", "identities.yaml", exit=1, complete=True, operations={"GET /mine": expected("enforced", granted=["anna"]),
                                                  "GET /lists": expected("open", "any-token-accepted", granted=["anna"])}),
          contract=contract(TWO), serve=api(fixed, known_key),
          files={"identities.yaml": "identities: {anna: {command: [echo, key-%s]}}\n"
                 % hashlib.sha256(b"anna").hexdigest()[:20]})

situation("a program that fails is told, and the scan is not whole",
          scan(exit=3, complete=False, operations=None, says=["anna: the command false failed"]),
          contract=contract({"GET /mine": "bearer"}), serve=api(fixed, known_key),
          identities={"anna": {"command": ["false"]}})


def page(at):
    def login(request):
        if request.path != at:
            return None
        form = '<form method="post"><input type="hidden" name="csrf_token" value="%s">' \
               '<input name="username"><input type="password" name="password"></form>' % "c" * 1
        if request.method == "GET":
            return answer(200, form, {"Set-Cookie": "csrf_token=ccc; Path=/"}, kind="text/html")
        user = checked(request, request.form())
        if not user:
            return answer(200, form, kind="text/html")
        with request.state.lock:
            request.state.pages = getattr(request.state, "pages", 0) + 1
        return answer(302, "", {"Location": "/", "Set-Cookie": "sid=%s; HttpOnly" % issue(request, user)})
    return login


def by_cookie(request):
    return request.cookies.get("sid")


SESSION = {"session": api_key("sid", "cookie")}
BEHIND = {"GET /mine": "session", "GET /lists": "session"}


def below(prefix, serve):
    def inner(request):
        if request.path.startswith(prefix):
            request.path = request.path[len(prefix):]
        elif request.path in ("/mine", "/lists"):
            return not_found()
        return serve(request)
    return inner


situation("the login page is at the origin's root and the API below a path of the contract's",
          scan(exit=1, complete=True, operations=RIGHT, allow=ALLOW + ["insecure-cookie", "session-fixation"]),
          contract=contract(BEHIND, SESSION, servers=[{"url": "/api/v2"}]), identities=IDENTITIES,
          serve=below("/api/v2", api(page("/login"), by_cookie)))


def both(request):
    return login_with(lambda r: r.json() or {}, "/auth/token")(request) or page("/login")(request)


def either(request):
    return request.credential() or by_cookie(request)


situation("a token opens everything, and the contract names the session, too: nobody logs in by the page",
          scan(exit=1, complete=True, operations={k: expected(v.verdicts[0], *v.rules, allow=["scheme-confusion"],
                                                              granted=v.granted) for k, v in RIGHT.items()},
               allow=ALLOW, after=lambda state: "logged in by the page" if getattr(state, "pages", 0) else None),
          contract=contract({"POST /auth/token": takes(FIELDS, security=""),
                             "GET /mine": [{"session": []}, {"bearer": []}],
                             "GET /lists": [{"bearer": []}, {"session": []}]}, {"bearer": BEARER, **SESSION}),
          identities=IDENTITIES, serve=api(both, either))

situation("one operation takes the session alone: for it, people log in by the page",
          # which log in on their own
          scan("--skip", "token-claims-requested", "--skip", "forwarded-proto-trusted", exit=1, complete=True,
              operations={**RIGHT, "GET /mine": expected("enforced", allow=["undeclared-scheme-accepted"])},
               allow=ALLOW + ["insecure-cookie", "session-fixation"],
               after=lambda state: None if getattr(state, "pages", 0) == 2 else "pages: %r" % state.__dict__.get("pages")),
          contract=contract({"POST /auth/token": takes(FIELDS, security=""), "GET /mine": "bearer",
                             "GET /lists": "session"}, {"bearer": BEARER, **SESSION}),
          identities=IDENTITIES, serve=api(both, either))


SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_at(step):
    """RFC 6238: six digits, SHA-1, 30 seconds."""
    digest = hmac.new(base64.b32decode(SEED), struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[-1] & 15
    return "%06d" % ((struct.unpack(">I", digest[at:at + 4])[0] & 0x7fffffff) % 1000000)


def with_code(field):
    def read(request):
        given = request.json() or {}
        now = int(time.time()) // 30
        return given if given.get(field) in [code_at(now + i) for i in (-1, 0, 1)] else None
    return read


for field, schema in (("totp_code", {**FIELDS, "totp_code": "string"}), ("otp", FIELDS)):
    situation("the login asks for a one-time code in %s" % field,
              scan(exit=1, complete=True, operations={"GET /mine": expected("enforced", granted=["anna"]),
                                                      "GET /lists": expected("open", "any-token-accepted", granted=["anna"])},
                   allow=ALLOW, silent=[SEED], reports=["json"]),
              contract=contract({"POST /login": takes(schema, security=""), **TWO}),
              identities={"anna": {**IDENTITIES["anna"], "otp": "jbsw y3dp ehpk 3pxp jbsw y3dp ehpk 3pxp"}},
              serve=api(login_with(with_code(field), "/login"), bearer))


def guarded_login(request):
    """A login by JSON that wants the CSRF pair which its first refusal sets."""
    if (request.method, request.path) != ("POST", "/login"):
        return None
    pair = request.cookies.get("csrftoken")
    if not pair or request.headers.get("X-CSRFToken") != pair:
        return answer(403, {"detail": "CSRF Failed"}, {"Set-Cookie": "csrftoken=made-up-pair-0123; Path=/"})
    user = checked(request, request.json() or {})
    return answer(200, {"ok": True}, {"Set-Cookie": "sid=%s; HttpOnly" % issue(request, user)}) if user else answer(401)


situation("the login itself wants the CSRF pair that its refusal sets",
          scan(exit=1, complete=True, operations=RIGHT, allow=ALLOW + ["insecure-cookie", "session-fixation"]),
          contract=contract({"POST /login": takes(FIELDS, security=""), **BEHIND}, SESSION), identities=IDENTITIES,
          serve=api(guarded_login, by_cookie))


def rolling(request):
    """Tokens that live ten seconds, and refresh tokens that serve once."""
    if request.method != "POST":
        return None
    given = request.json() or {}
    if request.path == "/api/token/":
        user = checked(request, given)
    elif request.path == "/api/token/refresh/":
        with request.state.lock:
            user = request.state.__dict__.setdefault("refresh", {}).pop(given.get("refresh"), None)
            request.state.renewed = getattr(request.state, "renewed", 0) + bool(user)
    else:
        return None
    if not user:
        return answer(401, {"detail": "no"})
    return answer(200, {"access": jwt({"sub": user, "exp": int(time.time()) + 10}), "refresh": issue(request, user, "refresh")})


def living(request):
    read = read_jwt(request.credential())
    return read.claims["sub"] if read else None


def serve_living(request):
    answered = rolling(request)
    if answered:
        return answered
    if not request.path.startswith("/mine"):
        return not_found()
    time.sleep(0.01)
    user = living(request)
    return answer(200, {"user": user}) if user else refuse()


situation("tokens that live for seconds are renewed, and each refresh token serves once",
          scan("--rate", "20", exit=0, complete=True, allow=ALLOW,
               operations={"GET /mine%d" % i: expected("enforced", granted=["anna"]) for i in range(3)},
               after=lambda state: None if getattr(state, "renewed", 0) else "nothing was renewed"),
          contract=contract({"POST /api/token/": takes(FIELDS, security=""),
                             "POST /api/token/refresh/": takes({"refresh": "string"}, security=""),
                             **{"GET /mine%d" % i: "bearer" for i in range(3)}}),
          identities={"anna": IDENTITIES["anna"]}, serve=serve_living)

TWO_CLIENTS = {"GET /mine": "o", "GET /lists": "o"}
FLOWS = {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "/o/token/", "scopes": {"orders:read": "orders"}}}}
situation("the client of a scheme stands with its login, for whoever is named",
          scan("-i", "identities.yaml", exit=1, complete=True, operations=FOR_CLIENT, allow=ALLOW),
          contract=contract(TWO_CLIENTS, {"o": FLOWS}), serve=api(tokens_of_clients, bearer),
          files={"identities.yaml": "logins: {o: {client_id: batch, client_secret: made-up-client-secret, scope: orders:read}}\n"
                 "identities: {batch: {role: machine, client_id: unused}}\n"})


def refreshing(request):
    if (request.method, request.path) != ("POST", "/api/token/refresh/"):
        return None
    good = (request.json() or {}).get("refresh") == "annas-made-up-refresh-token"
    return answer(200, {"access": issue(request, "anna")}) if good else answer(401, {"detail": "no"})


ENDED = jwt({"sub": "anna", "exp": 1700000000})
for given in ({"refresh": "annas-made-up-refresh-token"}, {"bearer": ENDED, "refresh": "annas-made-up-refresh-token"}):
    situation("the file gives a refresh token%s" % (" beside a token that has ended" if "bearer" in given else ""),
              scan(exit=1, complete=True, operations={"GET /mine": expected("enforced", granted=["anna"]),
                                                      "GET /lists": expected("open", "any-token-accepted", granted=["anna"])},
                   allow=ALLOW + ["jwt-expired-accepted"]),
              contract=contract({"POST /api/token/refresh/": takes({"refresh": "string"}, security=""), **TWO}),
              identities={"anna": given}, serve=api(refreshing, bearer))
