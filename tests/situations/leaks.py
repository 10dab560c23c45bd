# SPDX-License-Identifier: Apache-2.0
"""What answers tell that they should not: the credential that was sent, and the application's inside."""
from situation import *

TOKEN = "hV3-not-a-real-token-91c4"
NODE = "TypeError: Cannot read properties of undefined\n    at find (/srv/app/rows.js:12:9)\n    at next (/srv/app/router.js:88:5)\n"
JAVA = "java.lang.NullPointerException\n\tat org.shop.Rows.find(Rows.java:41)\n\tat org.shop.Web.get(Web.java:17)\n"
PYTHON = 'Traceback (most recent call last):\n  File "/srv/app/rows.py", line 12, in find\nKeyError: 1\n'
DJANGO = ("<html><body><h1>Page not found</h1><p>You're seeing this error because you have <code>DEBUG = True</code> in "
          "your Django settings file.</p></body></html>")


def echoing(headers=None, body=None, status=200):
    def view(request, sent):
        return answer(status, body(sent) if body else {"ok": True}, headers(sent) if headers else None)
    return view


ECHOES = {
    "/profile": echoing(body=lambda sent: {"name": "anna", "request": {"authorization": sent}}),
    "/moved": echoing(headers=lambda sent: {"Location": "/login?token=" + sent.split()[-1]}, status=302),
    "/traced": echoing(headers=lambda sent: {"X-Debug-Auth": sent}),
    "/gone": echoing(body=lambda sent: {"error": "no such page for %s" % sent}, status=410),
}
SOUND = {
    "/me/token": echoing(body=lambda sent: {"token": sent.split()[-1]}),
    "/named": echoing(body=lambda sent: {"name": "anna", "token": sent.split()[-1][:6] + "…"}),
    "/again": echoing(headers=lambda sent: {"Set-Cookie": "access=%s; HttpOnly" % sent.split()[-1]}),
}


def serve(request):
    if request.credential() != TOKEN:
        return refuse()
    view = {**ECHOES, **SOUND}.get(request.path)
    return view(request, request.headers["Authorization"]) if view else not_found()


situation("an answer repeats the credential that was sent",
          scan("--only", "credential-echoed", findings={"credential-echoed": 3}, silent=[TOKEN], reports=["json", "html"],
               operations={"GET " + path: expected(None, "credential-echoed") for path in ECHOES}),
          contract=contract({"GET " + path: "bearer" for path in [*ECHOES, *SOUND]}),
          identities={"anna": {"bearer": TOKEN}}, serve=serve)

CRASHES = {"/node": NODE, "/java": JAVA, "/python": PYTHON}


def crashing(request):
    """Some fall over a request that carries no credential."""
    if request.credential() != TOKEN:
        if request.path in CRASHES:
            return answer(500, {"error": CRASHES[request.path]})
        return answer(500, {"exception": "KeyError", "message": "at least one header"}) if request.path == "/plain" else refuse()
    known = [*CRASHES, "/plain", "/log"]
    if request.path not in known:
        return not_found()
    return answer(200, {"log": PYTHON if request.path == "/log" else "", "id": 1})


situation("errors show stack traces",
          scan("--only", "debug-page", exit=1, operations={"GET " + path: expected(None, "debug-page") for path in CRASHES}),
          contract=contract({"GET " + path: "bearer" for path in [*CRASHES, "/plain", "/log"]}),
          identities={"anna": {"bearer": TOKEN}}, serve=crashing)


def in_debug(request):
    if request.path != "/me":
        return answer(404, DJANGO)
    return answer(200, {"id": 1}) if request.credential() == TOKEN else refuse()


situation("the whole site runs in debug mode, which a missing page shows",
          scan("--only", "debug-page", exit=1, findings={"debug-page": 1}, says=["DEBUG = True"]),
          contract=contract({"GET /me": "bearer"}), identities={"anna": {"bearer": TOKEN}}, serve=in_debug)
