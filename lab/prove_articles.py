# SPDX-License-Identifier: Apache-2.0
"""For lab/check: the holes in the articles' own remedies, each shown on the running lab, and closed
in the mended twin."""
import json
import time
from pathlib import Path

import jwt

LAB = Path(__file__).resolve().parent
CUSTOM, BEARER = "custom-token/", "jwt-bearer/"


def secret_key():
    """The lab's published SECRET_KEY."""
    line = next(line for line in (LAB / "lab" / "settings.py").read_text().splitlines()
                if line.startswith("SECRET_KEY = "))
    return json.loads(line.partition(" = ")[2])


def token(**changes):
    """Minted as if the secret were known: the claims that the printed code asks for."""
    now = int(time.time())
    claims = {"iss": "myapp", "aud": "api", "sub": "2", "exp": now + 600, "token_type": "access"}
    claims.update(changes)
    return jwt.encode({name: value for name, value in claims.items() if value is not None},
                      secret_key(), algorithm="HS256")


def holes(target):
    """Path, Authorization, the status as printed, and what shows when it is mended."""
    good = target.login("alice")["access"]
    yield CUSTOM, "LAB-ONLY-alice-bearer", 200, 200
    yield CUSTOM, "LAB-ONLY-alice-bearer junk", 200, 401
    yield CUSTOM, "LAB-ONLY-ivan-bearer", 200, 401  # an inactive user
    yield CUSTOM, "x", 403, 401
    yield BEARER, good, 200, 200
    yield BEARER, good + " junk", 200, 401
    yield BEARER, "x", 500, 401  # no authenticate_header
    yield BEARER, token(sub="9"), 200, 401  # an inactive user
    yield BEARER, token(sub=None), 500, 401
    yield BEARER, token(exp=None), 200, 401
    yield "scoped/", good, 500, 200
    yield "jwt-only/", good, 401, 200
    yield "jwt-only-open/", None, 200, 401


def check_articles(target):
    """Complaints about the articles' remedies."""
    def status(method, path, value):
        fields = [("Authorization", "Bearer " + value)] if value else []
        return target.ask(method, "/api/articles/" + path, fields).status

    for path, value, printed, mended in holes(target):
        found = status("GET", path, value), status("GET", path + "fixed/", value)
        if found != (printed, mended):
            yield "articles/%s: %s for %s, not %s" % (path, found, value, (printed, mended))
    good = target.login("alice")["access"]
    found = status("POST", "jwt-secure/", good), status("POST", "jwt-secure/fixed/", good)
    if found != (500, 200):
        yield "articles/jwt-secure/: %s, not (500, 200)" % (found,)
    claimed = target.ask("GET", "/api/articles/transport/", [("X-Forwarded-Proto", "https")])
    if not json.loads(claimed.body)["secure"]:
        yield "articles/transport/: a claim of https is not believed"
