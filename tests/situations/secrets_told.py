# SPDX-License-Identifier: Apache-2.0
"""Answers that repeat the credential in whatever encoding: no report shows it, nor the finding that has them for
evidence."""
import base64
import html
import json
import urllib.parse

from situation import *

KEY = "kQ7/vR2+sT5&uW8<xY1"
KINDS = {
    "base64": lambda k: base64.b64encode(k.encode()).decode(),
    "base64, one byte on": lambda k: base64.b64encode(b"?" + k.encode()).decode(),
    "base64, two bytes on": lambda k: base64.urlsafe_b64encode(b"id" + k.encode() + b"!").decode(),
    "hex": lambda k: k.encode().hex(),
    "upper hex": lambda k: k.encode().hex().upper(),
    "percent": lambda k: "".join("%%%02x" % c for c in k.encode()),
    "percent twice": lambda k: urllib.parse.quote(urllib.parse.quote(k, ""), ""),
    "form": urllib.parse.quote_plus,
    "html": html.escape,
    "html numbers": lambda k: "".join("&#x%x;" % ord(c) if not c.isalnum() else c for c in k),
    "json": lambda k: json.dumps(k).replace("/", "\\/").replace("&", "\\u0026").replace("<", "\\u003c"),
    "html in json": lambda k: json.dumps(html.escape(k)),
    "capitals": str.upper,
    "its beginning": lambda k: k[:16] + "...",
    "its end": lambda k: "..." + k[-16:],
}


def echo(encode, kind):
    def serve(request):
        if request.path != "/echo":
            return not_found()
        if KEY not in [request.headers.get("X-Desk-Key")] + [one for each in request.query.values() for one in each]:
            return answer(401, "a key, please", kind=kind)
        shown = encode(KEY)
        return answer(200, ("<p>%s</p>" if kind == "text/html" else "you sent %s") % shown, kind=kind)
    return serve


# A part of the key in each of these spellings.
PIECES = [r"/vR2\+s", "kQ7.{1,12}vR2", "KQ7.{1,12}VR2", "6b51372f765232", "6B51372F765232", "%6b%51%37", "&#x2f;vR2",
          "a1E3L3ZSMit", "tRNy92UjIrc", "rUTcvdlIyK3"]
for name, encode in KINDS.items():
    situation("the answer repeats the key: %s" % name,
              scan("-v", exit=1, allow=["credential-echoed", "debug-page", "no-challenge"], silent=PIECES,
                   operations={"GET /echo": expected("open|enforced", "token-in-query")},
                   says=["you sent|<p>"], reports=["json", "html", "md", "sarif", "xml"]),
              contract=contract({"GET /echo": "key"}, {"key": api_key("X-Desk-Key")}),
              identities={"anna": {"header": {"X-Desk-Key": KEY}}},
              serve=echo(encode, "text/html" if "html" in name else "text/plain"))


def tells_all(encode):
    """Serves everybody, and says what field came with the request."""
    def serve(request):
        if request.path != "/echo":
            return not_found()
        shown = encode(KEY).strip('"') if request.headers.get("X-Desk-Key") == KEY else "nothing"
        return answer(200, '{"rows": [{"id": 1}], "sent": "you sent %s"}' % shown.replace('\\"', ""), kind="application/json")
    return serve


for name, encode in KINDS.items():
    situation("the answer repeats what -H sends with all requests: %s" % name,
              scan("-v", "-H", "X-Desk-Key: " + KEY, allow=["credential-echoed", "debug-page"], silent=PIECES, says=["you sent"],
                   operations={"GET /echo": expected("open", "anonymous-access")},
                   reports=["json", "html", "md", "sarif", "xml"]),
              contract=contract({"GET /echo": "bearer"}), serve=tells_all(encode))
