# SPDX-License-Identifier: Apache-2.0
"""The published schemas and the readers take and refuse the same files: every member that a reader
knows and no other, every type that it takes and no other. A JSON Schema library that we did not write
judges the one side. Usage: schemas.py POSTERN READERS"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

try:
    import jsonschema
except ImportError:
    sys.exit("python3-jsonschema is missing: tools/setup core")

ROOT = Path(__file__).resolve().parent.parent.parent
TYPES = [True, 3, 2.5, -1, "", "text", [], ["text"], [["text"]], {}, {"a": "text"}, {"a": {"b": 1}}, None]


def validator(name):
    schema = json.loads((ROOT / "schemas" / name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def judged(readers, kind, samples):
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, sample in enumerate(samples):
            paths.append(os.path.join(folder, f"{number}.yaml"))
            Path(paths[-1]).write_text(json.dumps(sample), encoding="utf-8")
        told = subprocess.run([readers, kind, *paths], check=True, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL).stdout.splitlines()
    return [word == "good" for word in told]


def judged_by(postern, samples):
    """The same by the verbs themselves, each in a folder with that postern.yaml."""
    good = []
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        os.mkdir(os.path.join(folder, ".git"))
        for sample in samples:
            Path(folder, "postern.yaml").write_text(json.dumps(sample), encoding="utf-8")
            verb = next(iter(sample))
            inner = [each for each in ("inspect", "forge", "crack", "verify") if each in (sample[verb] or "") or each == "verify"]
            told = subprocess.run([postern, verb, *(inner[:1] if verb == "token" else [])], cwd=folder, text=True, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE).stderr
            good.append(not re.search(r"postern\.yaml:\d+:\d+: error", told))
    return good


def compare(readers, kind, schema, samples):
    """How many were taken; those about which the two disagree end the test."""
    read = judged_by(readers, samples) if kind == "verbs" else judged(readers, kind, samples)
    wrong = [f"{json.dumps(sample)}: the reader says {'good' if good else 'bad'}, the schema does not"
             for sample, good in zip(samples, read) if schema.is_valid(sample) != good]
    if wrong or len(read) != len(samples):
        sys.exit("\n".join(wrong) or "the readers did not read all")
    return sum(read)


def proper(value, verb):
    """Samples of what an option takes, by what the help calls it: what they mean is right, too."""
    meant = {"RULE": {"audit": "open-endpoint"}.get(verb, "no-hsts"), "I/N": "1/2", "URL": "http://h",
             "'NAME: VALUE'": "A: b", "NAME=VALUE": "a=b"}
    return meant.get(value, "r.json")


def options(postern, verb):
    rows = subprocess.run([postern, *verb.split(), "--complete"], check=True, text=True, stdout=subprocess.PIPE).stdout
    return [row.split("\t")[:2] for row in rows.splitlines() if row.startswith("--")]


def section(verb, what):
    """{"token": {"verify": what}} for "token verify"."""
    outer, _, inner = verb.partition(" ")
    return {outer: {inner: what} if inner else what}


def section_samples(postern, verbs):
    samples = []
    for verb in verbs:
        for name, value in options(postern, verb):
            one = proper(value, verb)
            # words that mean nothing where a meaning is wanted are beyond a schema
            plain = value in ("FILE", "DIR", "-", "N", "SECONDS", "PERCENT") or value[0].islower()
            kinds = [True, 5, [], [one], [[one]], {}, {"A": {"b": 1}}, None, one, *(value.split("|")[:3]),
                     *([2.5, -1] if plain and value in ("N", "SECONDS", "PERCENT") else [])]
            kinds = [kind for kind in kinds if plain or not isinstance(kind, int) or isinstance(kind, bool)]
            kinds = [kind for kind in kinds if not (isinstance(kind, str) and kind != one and "|" not in value)]
            samples += [section(verb, {name[2:]: kind}) for kind in kinds if name != "--output" or kind != 5]
    return samples


def project_samples(postern):
    samples = [{}, None, [], {"scan": None}, {"scan": []}, {"scn": {}}, {"operations": None}, {"accepted": None},
               {"operations": []}, {"accepted": {}}, {"scan": {"contract": "a"}}, {"audit": {"directory": "a"}},
               {"scan": {"directory": "a"}}, {"scan": {"contract": ""}}, {"scan": {"contract": 1}}]
    samples += section_samples(postern, ("scan", "audit"))
    for member in ("parameters", "body", "public", "skip", "skp"):
        samples += [{"operations": {"GET /x": {member: kind}}} for kind in TYPES]
    good = {"rule": "no-hsts", "reason": "behind a proxy"}
    samples += [{"accepted": [{**good, member: kind}]} for kind in TYPES if kind != "text"
                for member in ("rule", "fingerprint", "operation", "file", "reason", "until", "untl")]
    return samples + [{"accepted": [{**good, "until": "2027-01-31"}]}, {"accepted": [{"reason": "a"}]},
                      {"accepted": [{"rule": "no-hsts"}]}, {"accepted": [{"fingerprint": "00aa", "reason": "a"}]},
                      {"operations": {"GET /x": {}}}, {"operations": {"GET /x": None}}]


def members(path, name):
    """The members of a reader's list, from its source."""
    text = (ROOT / "src" / path).read_text(encoding="utf-8")
    listed = re.search(rf"#define {name}\(X\)(.*?)\n\n", text, re.S)[1]
    return set(re.findall(r"X\((\w+),", listed))


def identity_samples():
    user = {"username": "anna", "password": "secret"}
    login = {"operation": "POST /login", "token": "/access"}
    samples = [{}, [], None, {"identities": None}, {"identities": []}, {"identities": {"anna": None}}, {"users": {}},
               {"identities": {"": user}}, {"identities": {"anna": {"role": "user"}}}, {"login": login},
               {"identities": {}, "login": {}}, {"identities": {}, "logins": []},
               {"identities": {}, "logins": {"a": {"client_id": "x"}}}, {"identities": {}, "logins": {"a": {}}},
               {"identities": {}, "login": {"operation": "FETCH /x"}}, {"identities": {}, "login": {"operation": "POST x"}},
               {"identities": {"anna": {"cert": "a.pem", "key": "b.pem"}}}, {"identities": {"anna": {"username": "a"}}},
               {"identities": {"anna": {**user, "key": "b.pem"}}}, {"identities": {"anna": {**user, "pointer": "/a"}}},
               {"identities": {"anna": {"command": ["./a"], "pointer": "a"}}},
               {"identities": {"anna": {"command": ["./a"], "pointer": "/a"}}},
               {"identities": {"anna": {"header": {"X Y": "a"}}}}, {"identities": {"anna": {"query": {"x y": "a"}}}}]
    kinds = [*TYPES, "/a", "a:b", "JBSWY3DPEHPK3PXP", "json", "env:PATH", {"a": ""}]
    meaning = {"otp"}  # the seed's letters are beyond a schema
    for member in sorted(members("scan/credential/identity_members.c", "MEMBER_LIST")):
        samples += [{"identities": {"anna": {**user, member: kind}}} for kind in kinds
                    if member not in meaning or not isinstance(kind, str) or kind in ("", "JBSWY3DPEHPK3PXP")]
    for member in sorted(members("scan/credential/login_spec.c", "SPEC_LIST")):
        samples += [{"identities": {}, "login": {**login, member: kind}} for kind in kinds
                    if member not in meaning or not isinstance(kind, str) or kind in ("", "JBSWY3DPEHPK3PXP")]
    return samples


def main():
    postern, readers = sys.argv[1:]
    subprocess.run([ROOT / "tools" / "schemas", postern, "--check"], check=True)
    samples = project_samples(postern)
    taken = compare(readers, "postern", validator("postern.schema.json"), samples)
    print(f"postern.yaml: {taken} of {len(samples)} samples taken, by the reader and by the schema")
    verbs = ("guard", "replay", "merge", "diff", "baseline", "contract", "rules", "explain", "token inspect", "token verify",
             "token forge", "token crack")
    samples = [section(verb, kind) for verb in verbs for kind in (None, {}, [], "a", {"contrct": 1})]
    samples += [{"token": kind} for kind in (None, {}, [], "a", {"verfy": {}})] + section_samples(postern, verbs)
    taken = compare(os.path.realpath(postern), "verbs", validator("postern.schema.json"), samples)
    print(f"postern.yaml of other verbs: {taken} of {len(samples)} samples taken, by the verbs and by the schema")
    shown = re.findall(r"^```yaml\n(.*?)^```", (ROOT / "docs/manual/project.md").read_text(encoding="utf-8"), re.S | re.M)
    shown += [(ROOT / "man/postern.yaml.5").read_text(encoding="utf-8").split(".Bd -literal\n")[1].split(".Ed")[0]]
    samples = [json.loads(json.dumps(yaml.safe_load(text), default=str)) for text in shown]
    if compare(readers, "postern", validator("postern.schema.json"), samples) != len(samples) or len(samples) < 2:
        sys.exit("an example of the manual is not what postern takes")
    schema = validator("identities.schema.json")
    definitions = schema.schema["$defs"]
    for name, path, listed in (("identity", "scan/credential/identity_members.c", "MEMBER_LIST"),
                               ("login", "scan/credential/login_spec.c", "SPEC_LIST")):
        apart = members(path, listed) ^ set(definitions[name]["properties"])
        if apart:
            sys.exit(f"identities.schema.json, {name}: the reader and the schema differ in {sorted(apart)}")
    samples = identity_samples()
    taken = compare(readers, "identities", schema, samples)
    print(f"identities: {taken} of {len(samples)} samples taken, by the reader and by the schema")


main()
