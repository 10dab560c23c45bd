# SPDX-License-Identifier: Apache-2.0
"""For each option of each verb: a value, a command line beside which it shows, and where it shows."""
import base64
import collections
import json
import re

from obeyed_target import finding

# What the run did; seen: the requests that came; told: what came to standard error, which is a terminal.
Done = collections.namedtuple("Done", "status out told files seen most report")
Row = collections.namedtuple("Row", "value arguments measure tls report beside", defaults=(None, False, None, {}))
BY_HAND = "by hand"  # refused in postern.yaml
NOTHING = "nothing"  # taken, and changes nothing: the help says so
PLAIN = ["openapi.json", "--url", "http://127.0.0.1:9", "--dry-run"]
LIVE = ["openapi.json", "--url", "{url}", "--rate", "0", "--only", "anonymous-access", "--quick", "--guesses", "0"]


def live(*paths, more=(), without=()):
    """A scan of some operations."""
    kept = [word for at, word in enumerate(LIVE) if word not in without and (at == 0 or LIVE[at - 1] not in without or word[0] == "-")]
    return kept + [word for path in paths for word in ("--include", path)] + list(more)


def judged(done):
    """Of a live run, what does not depend on the clock: the status, the rows, the findings and why it is incomplete."""
    report = done.report or {}
    return (done.status, [(row["method"], row["path"], row["verdict"]) for row in report.get("operations", [])],
            [(each["rule"], each.get("known"), str(each.get("source", each.get("location"))), [op["path"] for op in each["operations"]])
             for each in report.get("findings", [])], re.sub(r"\d+", "N", report.get("incomplete_why") or report.get("incomplete") or ""))


def says(done):
    return done.status, done.out, done.told, sorted(done.files.items())


def ends(done):
    return done.status


def replayed(done):
    changes = json.loads(done.out)["changes"] if done.out.startswith("{") else []
    return done.status, [(each["change"], re.sub(r"\d+", "N", each.get("why", ""))) for each in changes]


def asked(what):
    """Whether a request shows it: a function of method, path, fields and body."""
    return lambda done: any(what(*each[1:]) for each in done.seen)


def slowly(done):
    return len(done.seen) >= 5 and done.seen[4][0] - done.seen[0][0] > 1.9


def in_turn(done):
    return done.most == 1


def draws(done):
    return "\x1b[K" in done.told


def colours(done):
    return "\x1b[" in done.out


def in_json(done):
    return done.out[:1] == "{"


def resumes(done):
    return sorted(name for name in done.files if name == "journal")


HEARD = {  # what scan and replay share; each with a measure of its own
    "header": (["X-Tenant: acme"], asked(lambda method, path, fields, body: fields.get("X-Tenant") == "acme")),
    "listen": ("127.0.0.2", asked(lambda method, path, fields, body: b"127.0.0.2" in unsealed(fields.get("Authorization", "")))),
    "proxy": ("{url}", asked(lambda method, path, fields, body: path.startswith("http://"))),
    "rate": (2, slowly),
}


def unsealed(given):
    part = given.rpartition(" ")[2].partition(".")[0]
    try:
        return base64.urlsafe_b64decode(part + "==")
    except ValueError:
        return b""


def report_of(rule, path, method="GET", **more):
    """A report whose finding is to be replayed."""
    rows = [{"method": method, "path": path, "declared": ["bearer"], "verdict": "open", "matrix": {}}]
    told = finding(rule, path)
    told["operations"][0]["method"] = method
    return {"postern": "0.1.0", "kind": "scan", "contract": "openapi.json", "started": "2026-11-27T10:00:00Z", "complete": True,
            "finished": "2026-11-27T10:00:01Z", "requests": 1, "ended": True, "operations": rows, "target": "{url}",
            "findings": [told], **more}


AGAIN = ["asked.json", "--format", "json", "--rate", "0"]
OPEN, SHUT = report_of("anonymous-access", "/open"), report_of("anonymous-access", "/shut")
WEAK, KEYED = report_of("jwt-weak-secret", "/shut"), report_of("jwt-remote-key", "/shut")
JWT = ["-i", "ids.json", "--only", "jwt-weak-secret", "--only", "jwt-remote-key", "--only", "jwt-algorithm-confusion"]
VERIFY = ["{token}", "--secret", "file:secret.txt", "--without-issuer"]
AUDIT = ["app", "--settings", "site_settings"]

TABLE = {
    "scan": {
        "url": Row("http://127.0.0.1:8", PLAIN[:1] + PLAIN[3:]),
        "identities": Row("ids.json", PLAIN),
        "header": Row(HEARD["header"][0], live("/open"), HEARD["header"][1]),
        "param": Row(["id=4711"], PLAIN),
        "traffic": Row("t.har", PLAIN),
        "source": Row("app", live("/open"), lambda done: "views.py" in done.out),
        "settings": Row(["none_such"], live("/open", more=["--source", "app"]), says),
        "include": Row(["/open"], PLAIN), "exclude": Row(["/open"], PLAIN), "shard": Row("1/3", PLAIN),
        "only": Row(["anonymous-access"], PLAIN), "skip": Row(["anonymous-access", "method-gap"], PLAIN),
        "allow-writes": Row(True, live("/labels", without=["--only"]),
                            asked(lambda method, path, fields, body: method == "POST" and b'"username"' in body)),
        "quick": Row(True, [*PLAIN, "-i", "ids.json"]), "thorough": Row(True, [*PLAIN, "-i", "ids.json"]), "dry-run": Row(True, PLAIN[:3]),
        "wordlist": Row(["words.txt"], live("/shut", more=JWT, without=["--only", "--quick"]), judged),
        "public-key": Row(["public.pem"], live("/shut", more=["-i", "rsa.json", *JWT[2:]], without=["--only", "--quick"]), lambda done: len(done.seen)),
        "listen": Row(HEARD["listen"][0], live("/shut", more=JWT, without=["--only", "--quick"]), HEARD["listen"][1]),
        "rate": Row(HEARD["rate"][0], live("/open", "/shut", without=["--rate"]), HEARD["rate"][1]),
        "concurrency": Row(1, live("/open", "/shut", "/items/*"), in_turn),
        "timeout": Row(0.3, live("/slow"), judged),
        "patience": Row(0, live("/limited"), judged),
        "guesses": Row(4, live("/login", "/shut", without=["--guesses", "--only", "--quick"], more=["-i", "users.json", "--only", "no-rate-limit"]),
                       lambda done: sum(each[2] == "/login" for each in done.seen)),
        "max-requests": Row(3, live("/open", "/shut"), judged),
        "resume": Row("journal", live("/open"), resumes),
        "proxy": Row(HEARD["proxy"][0], live("/open", without=["--url"], more=["--url", "http://127.0.0.1:9"]), HEARD["proxy"][1]),
        "ca-file": Row("cert.pem", live("/open"), judged, True), "insecure": Row(True, live("/open"), judged, True),
        "output": Row(["o.sarif", "o.md"], live("/open"), lambda done: sorted(done.files)),
        "format": Row("markdown", live("/open"), lambda done: done.out.startswith("#")),
        "fail-on": Row("info", live("/mute", without=["--only"], more=["--only", "no-challenge", "-i", "ids.json"]), ends),
        "min-judged": Row(10, live("/open", "/broken", more=["--fail-on", "critical", "--baseline", "known.json"]), ends),
        "incomplete-ok": Row(True, live("/open", "/broken"), ends),
        "baseline": Row("known.json", live("/open"), ends),
        "verbose": Row(True, PLAIN), "quiet": Row(True, [*PLAIN, "--traffic", "t.har"]),
        "no-progress": Row(True, live("/open", "/shut", "/slow"), draws),
        "color": Row("always", live("/open"), colours),
    },
    "audit": {
        "settings": Row(["prod_settings"], AUDIT[:1]), "site-packages": Row(["packages"], ["leaning", *AUDIT[1:]]), "include": Row(["site_*"], AUDIT),
        "exclude": Row(["views.py"], AUDIT), "only": Row(["open-endpoint"], AUDIT), "skip": Row(["debug-on"], AUDIT),
        "contract": Row("openapi.json", AUDIT), "diff": Row(True, AUDIT), "fix": BY_HAND, "force": BY_HAND,
        "output": Row(["o.sarif", "o.yaml"], AUDIT, lambda done: sorted(done.files)), "format": Row("json", AUDIT, in_json),
        "fail-on": Row("critical", [*AUDIT, "--only", "debug-on"]), "incomplete-ok": Row(True, ["halved", "--settings", "site_settings", "--settings", "bare_settings", "--only", "hsts-off"]),
        "baseline": Row("audited.json", AUDIT), "verbose": Row(True, AUDIT), "quiet": Row(True, ["odd", *AUDIT[1:]]), "no-progress": NOTHING,
        "color": Row("always", AUDIT, colours),
    },
    "guard": {"config": Row("guard.yaml", ["--check"]), "check": BY_HAND, "explain": BY_HAND, "replay": BY_HAND, "from": BY_HAND,
              "color": Row("always", ["--check"], colours, beside={"config": "guard.yaml"})},
    "token inspect": {"format": Row("json", ["{token}"]), "color": Row("always", ["{token}"], colours)},
    "token verify": {
        "key": Row("public.pem", ["{rsa}", "--without-issuer", "--without-audience"]),
        "passphrase": Row("file:made-up.txt", ["{rsa}", "--without-issuer", "--without-audience", "--key", "sealed.pem"]),
        "secret": Row("file:secret.txt", ["{token}", "--without-issuer", "--without-audience"]),
        **{name: Row(value, [word for word in (*VERIFY, "--without-audience") if word != "--" + name]) for name, value in (
            ("alg", "HS512"), ("typ", "at+jwt"), ("at", 4000000100), ("max-age", 5), ("jws", True), ("format", "json"), ("without-issuer", True))},
        **{name: Row(value, ["{named}", *VERIFY[1:3]]) for name, value in (("issuer", ["other"]), ("audience", ["other"]))},
        "without-audience": Row(True, [*VERIFY, "--without-issuer"]),
        "need-subject": Row(True, ["{nobody}", *VERIFY[1:], "--without-audience"]),
        "leeway": Row(60, ["{token}", "--secret", "file:secret.txt", "--without-issuer", "--without-audience", "--at", "4000000030"]),
        "without-expiry": Row(True, ["{endless}", "--secret", "file:secret.txt", "--without-issuer", "--without-audience"]),
        "pass-key-hints": Row(True, ["{hinted}", "--secret", "file:secret.txt", "--without-issuer", "--without-audience"]),
        "color": Row("always", ["{token}", "--secret", "file:secret.txt"], colours),
    },
    "token forge": {
        **{name: Row(value, ["--secret", "file:secret.txt"]) for name, value in (
            ("alg", "HS512"), ("header", ["kid=a"]), ("claim", ["sub=bob"]), ("header-text", "{\"alg\":\"HS256\"}"),
            ("payload-text", "{\"a\":1}"), ("sign-as", "HS384"), ("unsigned", True))},
        "without-header": Row(["typ"], ["{token}", "--unsigned"]), "without-claim": Row(["sub"], ["{token}", "--unsigned"]),
        "secret": Row("file:secret.txt", []), "key": Row("key.pem", ["--alg", "RS256"]),
        "passphrase": Row("file:made-up.txt", ["--alg", "RS256", "--key", "sealed.pem"]),
        "keep-signature": Row(True, ["{token}", "--claim", "sub=bob"]), "embed-key": Row(True, ["--alg", "RS256", "--key", "key.pem"]),
    },
    "token crack": {
        "wordlist": Row(["words.txt"], ["{token}", "--no-builtin", "--no-progress"], ends),
        "host": Row("hosted", ["{hosted}", "--no-short", "--no-progress"], ends),
        "rules": Row("none", ["{ruled}", "--no-builtin", "--no-progress", "--wordlist", "words.txt"], ends),
        "no-rules": Row(True, ["{ruled}", "--no-builtin", "--no-progress", "--wordlist", "words.txt"], ends),
        "no-builtin": Row(True, ["{built}", "--no-progress", "--wordlist", "words.txt"], ends),
        "no-short": Row(True, ["{short}", "--no-progress"], ends),
        "threads": Row(3, ["--format", "json", "{token}", "--no-builtin", "--wordlist", "words.txt", "--no-progress"], lambda done: json.loads(done.out)["threads"]),
        "kernel": Row("none-such", ["{token}", "--no-builtin", "--wordlist", "words.txt", "--no-progress"]),
        "format": Row("json", ["{token}", "--no-builtin", "--wordlist", "words.txt", "--no-progress"], in_json),
        "quiet": Row(True, ["{token}", "--no-builtin", "--wordlist", "words.txt", "--no-progress"]),
        "no-progress": Row(True, ["{long}", "--no-short", "--wordlist", "many.txt"], draws),
    },
    "replay": {
        "contract": Row("other.yaml", AGAIN, replayed, report={**OPEN, "contract": "none.yaml"}),
        "url": Row("{url}", AGAIN, replayed, report={**OPEN, "target": "http://127.0.0.1:9"}),
        "identities": Row("ids.json", AGAIN, replayed, report=WEAK),
        "header": Row(HEARD["header"][0], AGAIN, HEARD["header"][1], report=OPEN),
        "param": Row(["id=4711"], AGAIN, asked(lambda method, path, fields, body: path == "/items/4711"),
                     report=report_of("anonymous-access", "/items/{id}")),
        "allow-writes": Row(True, AGAIN, asked(lambda method, path, fields, body: method == "POST" and b'"username"' in body),
                            report=report_of("anonymous-access", "/labels", method="POST")),
        "wordlist": Row(["words.txt"], [*AGAIN, "-i", "ids.json"], replayed, report=WEAK),
        "public-key": Row(["public.pem"], [*AGAIN, "-i", "rsa.json"], lambda done: len(done.seen),
                          report=report_of("jwt-algorithm-confusion", "/shut")),
        "listen": Row(HEARD["listen"][0], [*AGAIN, "-i", "ids.json"], HEARD["listen"][1], report=KEYED),
        "rate": Row(HEARD["rate"][0], [*AGAIN[:3], "-i", "ids.json"], HEARD["rate"][1], report=OPEN),
        "timeout": Row(0.3, [*AGAIN, "-i", "ids.json"], replayed, report=report_of("anonymous-access", "/slow")),
        "patience": Row(0, [*AGAIN, "-i", "ids.json"], replayed, report=report_of("anonymous-access", "/limited")),
        "proxy": Row(HEARD["proxy"][0], [*AGAIN, "--url", "http://127.0.0.1:9"], HEARD["proxy"][1], report=OPEN),
        "ca-file": Row("cert.pem", AGAIN, replayed, True, OPEN), "insecure": Row(True, AGAIN, replayed, True, OPEN),
        "format": Row("markdown", AGAIN[:1], lambda done: done.out.startswith("#"), report=OPEN),
        "quiet": Row(True, AGAIN, lambda done: "warning" in done.told, report={**SHUT, "contract": "half.json"}),
        "no-progress": Row(True, [*AGAIN, "-i", "ids.json"], draws, report=report_of("anonymous-access", "/slow")),
        "color": Row("always", AGAIN[:1], colours, report=OPEN),
    },
    "merge": {
        "output": Row(["m.sarif", "m.md"], ["s.json"], lambda done: sorted(done.files)), "format": Row("json", ["s.json"], in_json),
        "fail-on": Row("critical", ["w.json", "--incomplete-ok"], ends), "incomplete-ok": Row(True, ["s.json"], ends),
        "verbose": Row(True, ["w.json"]), "quiet": Row(True, ["r.json", "other.json"]), "color": Row("always", ["s.json"], colours),
    },
    "diff": {"format": Row("json", ["r.json", "s.json"]), "fail-on": Row("critical", ["r.json", "s.json"], ends),
             "color": Row("always", ["r.json", "s.json"], colours)},
    "baseline": {"baseline": Row("kept.json", ["update", "s.json"], lambda done: sorted(done.files)), "quiet": Row(True, ["update", "s.json"])},
    "rules": {"format": Row("json", []), "color": Row("always", [], colours)},
    "explain": {"color": Row("always", ["no-hsts"], colours)},
    "contract": {"origin": Row("http://other", ["t.har"]), "output": Row("drafted.yaml", ["t.har"], lambda done: sorted(done.files))},
    "completion": {},
}
