#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The lab audited, and held to what lab/truth.yaml says of its source: truth.py POSTERN [--write].

"audit" names for each class and function of the lab's applications the rules that must be found
there and no other; an empty list is a promise of silence. "rows" says who gets in where nobody has
logged in. What the truth does not know is a fault, too; --write adds it, for somebody to review. tests/audit/oracle.sh holds the same rows against a real Django."""
import ast
import collections
import json
import pathlib
import re
import subprocess
import sys

import yaml

LAB = pathlib.Path(__file__).resolve().parent.parent.parent / "lab"
TRUTH = LAB / "truth.yaml"
APPS = ("accounts", "articles", "catalogue", "jwtcases", "nearmiss", "patterns", "shop")
MARK = "# The source of the lab, audited"
# The holes of the articles' own remedies, each where it stands; what mends them is silent.
HOLES = [
    ("articles/views.py", "JWTOnlyEndpoint", "scheme-misnamed", "takes DRF's Token, and no JWT"),
    ("articles/views.py", "JWTOnlyEndpointOpen", "implicit-allow-any", "its first printing"),
    ("articles/views.py", "JWTSecureEndpoint", "credential-misread", "request.user.sub"),
    ("articles/authentication.py", "JWTBearerAuthentication", "authenticator-crashes",
     "no BaseAuthentication; no sub"),
    ("articles/authentication.py", "JWTBearerAuthentication", "authenticator-ignores-inactive", ""),
    ("articles/authentication.py", "JWTBearerAuthentication", "authenticator-accepts-junk",
     "Bearer good junk"),
    ("articles/authentication.py", "JWTBearerAuthentication", "jwt-expiry-not-required", "no exp"),
    ("articles/authentication.py", "HasScopePermission", "credential-misread", "request.auth[1]"),
    ("articles/authentication.py", "HasScopePermission", "jwt-no-audience", ""),
    ("articles/authentication.py", "HasScopePermission", "jwt-error-unhandled", "always a 500"),
    ("articles/authentication.py", "validate_bearer_token", "token-stored-plain", ""),
    ("articles/authentication.py", "BearerTokenAuthentication", "authenticator-ignores-inactive",
     ""),
    ("articles/backends.py", "BasicAuthBackend", "backend-timing", ""),
    ("lab/settings.py", "SECURE_PROXY_SSL_HEADER", "proxy-header-trusted", ""),
]
# Flawed, and the audit does not say so yet: no promise is made of them.
UNTOLD = set("""AnyIssuer AnyIssuersSet AnyType Blank BlankInRotation Compressed CritIgnored Encrypted
EncryptedSigned HmacWithPublicKey JsonToo KidIsName KidIsParameter KidIsPath KidIsSql Nested NoSignatures
NoneAccepted NoneInDisguise NotYetIgnored Outvoted Psychic Rs1024 Scoped StaffByClaim TwoAlgorithms
TwoPayloads Unencoded Weak Weak512 AnyNonEmpty FormIsEnough HeaderIsEnough SwallowsFailure AnyOfMany
HalfIsEnough IgnoresJunk KeyAfterBadBearer PicksAny SecondWord SessionAfterBadBearer Challenge NoChallenge
ExtraMethod Root HeadForgotten OverrideSkips PatchForgotten PreflightIsFree UndeclaredDelete PathGuards
Elsewhere FromCookie ByHeader KeyToo SessionToo TokenToo CustomTokenView ScopedView JWTBearerView
SecureEndpoint Transport HiddenFromStrangers TripsOverAttacks Invoice Accounts Exports Tariff TariffDeletedByAll
Receipt Unscoped People Receipts Rewritten RoleOfToken AnyStep Service ByCookie PsychicRanged""".split())
MENDED = ["JWTSecureEndpointFixed", "CustomTokenViewFixed", "JWTBearerViewFixed", "ScopedViewFixed",
          "HasScope", "JWTOnlyEndpointFixed"]


def owners(file):
    """First and last line of each top-level definition, and its name."""
    for node in ast.parse((LAB / file).read_text()).body:
        name = getattr(node, "name", None)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
        if name:
            first = min([node.lineno] + [d.lineno for d in getattr(node, "decorator_list", [])])
            yield first, node.end_lineno, name, isinstance(node, ast.ClassDef)


def audit(postern):
    report = json.loads(subprocess.run([postern, "audit", str(LAB), "--quiet", "--format", "json"],
                                       stdout=subprocess.PIPE).stdout)
    found = collections.defaultdict(set)
    for finding in report["findings"]:
        place = finding["location"]
        name = next((name for first, last, name, _ in owners(place["file"])
                     if first <= place["line"] <= last), "")
        found[place["file"], name].add(finding["rule"])
    rows = {"%s %s" % (method, row["route"]): row["anonymous"] for row in report["endpoints"]
            for method in row["methods"]}
    return found, rows


def write(found, rows):
    head = TRUTH.read_text().split(MARK)[0]
    out = [MARK + ": tests/audit/truth.py tells how. No line numbers, so that lines may move.\n"
           "audit:\n"]
    for app in APPS + ("lab",):
        for path in sorted((LAB / app).glob("*.py")):
            file = path.relative_to(LAB).as_posix()
            names = sorted({name for _, _, name, is_class in owners(file)
                            if is_class and name not in UNTOLD} |
                           {name for place, name in found if place == file})
            if names:
                out.append("  %s:\n" % file)
            out += ["    %s: [%s]\n" % (json.dumps(name) if not name else name,
                                        ", ".join(sorted(found.get((file, name), ()))))
                    for name in names]
    out.append("rows:\n")
    for answer in sorted(set(rows.values())):
        out.append("  %s:\n" % answer)
        out += ['  - "%s"\n' % row for row in sorted(rows) if rows[row] == answer]
    TRUTH.write_text(head + "".join(out))


def compare(found, rows, truth):
    wrong, known = [], {}
    for file, names in truth["audit"].items():
        for name, rules in names.items():
            known[file, name] = True
            missing, false = set(rules) - found[file, name], found[file, name] - set(rules)
            wrong += ["%s %s: not found: %s" % (file, name, rule) for rule in sorted(missing)]
            wrong += ["%s %s: false alarm: %s" % (file, name, rule) for rule in sorted(false)]
    for answer, wanted in truth["rows"].items():
        wrong += ["%s: is %s, not %s" % (row, rows.get(row, "no row"), answer)
                  for row in wanted if rows.get(row) != answer]
        for row in wanted:
            known[row] = True
    wrong += ["%s %s: the truth does not know it: %s" % (*place, ", ".join(sorted(found[place]))) for place in sorted(found)
              if place not in known and place[0].split("/")[0] in APPS + ("lab",)]
    return wrong + ["%s: the truth does not know this row" % row for row in sorted(rows) if row not in known]


def main():
    found, rows = audit(str(pathlib.Path(sys.argv[1]).resolve()))
    if "--write" in sys.argv:
        write(found, rows)
    wrong = compare(found, rows, yaml.safe_load(TRUTH.read_text()))
    wrong += ["the articles: %s %s: not found: %s (%s)" % hole for hole in HOLES
              if hole[2] not in found[hole[0], hole[1]]]
    wrong += ["the articles: %s is mended: %s" % (name, rules) for (file, name), rules in
              found.items() if name in MENDED and rules]
    missing = [name for name in MENDED
               if not re.search(r"^class %s\b" % name, (LAB / "articles/views.py").read_text(), re.M)]
    wrong += ["the articles: no %s" % name for name in missing]
    print("\n".join(wrong + ["%d rows, %d wrong" % (len(rows), len(wrong))]))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
