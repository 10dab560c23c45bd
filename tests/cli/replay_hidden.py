# SPDX-License-Identifier: Apache-2.0
"""postern replay of what no contract names: it holds while it is served, is fixed when it is there for nobody, and is
neither where nobody can tell. Usage: replay_hidden.py POSTERN"""
import json
import os
import subprocess
import sys
import tempfile

import kit

GOOD = {"security": [{"bearer": []}], "responses": {"200": {"description": "fine"}}}
CONTRACT = {"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "servers": [{"url": "/v1"}],
            "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
            "paths": {"/root": {"get": GOOD}, "/me": {"get": GOOD}}}
TOKEN, OTHER = "LAB-ONLY-0123456789-made-up", "LAB-ONLY-9876543210-made-up"


class Target(kit.Handler):
    """log: what /v1/log/7 answers to anna, for others it is not there; linked: whether /v1/root names it; second: what
    /v2/log/7 answers, which it names, too, unless it is None."""
    log, linked, strangers, second, asked = 200, True, 401, None, []

    def do_GET(self):
        who = self.headers.get("Authorization", "").removeprefix("Bearer ")
        inside = who in (TOKEN, OTHER)
        Target.asked.append(self.path)
        if self.path == "/v1/log/7":
            status = Target.log if who == TOKEN else 404 if inside else Target.strangers
            return self.answer(status, {"log": ["made up"]} if status == 200 else {"detail": "no"})
        if self.path == "/v2/log/7" and inside and Target.second:
            return self.answer(Target.second, {"log": ["made up"]} if Target.second == 200 else {"detail": "no"})
        if self.path not in ("/v1/root", "/v1/me"):
            return self.answer(404, {"detail": "none"})
        links = {"log": "/v1/log/7"} if Target.linked and self.path == "/v1/root" else {"for": who}
        if Target.second and self.path == "/v1/root":
            links["old"] = "/v2/log/7"
        return self.answer(200 if inside else 401, links if inside else {"detail": "no"})

    def answer(self, status, body):
        super().answer(status, body, *[("WWW-Authenticate", "Bearer")] * (status == 401))

    def do_other(self):
        self.answer(405, {"detail": "not this way"})

    do_HEAD = do_GET
    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_other


def main():
    postern = os.path.realpath(sys.argv[1])
    url = kit.Server(Target).url
    with tempfile.TemporaryDirectory() as folder:
        def write(name, what):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                json.dump(what, file)

        def run(*command):
            done = subprocess.run([postern, *command, "--no-config", "--rate", "0", "--no-progress"], cwd=folder, text=True, check=False,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            if "Sanitizer" in done.stderr or "runtime error:" in done.stderr:
                sys.exit(done.stderr)
            return done

        write("openapi.json", CONTRACT)
        write("ids.json", {"identities": {"anna": {"bearer": TOKEN}}})
        write("wrong.json", {"identities": {"anna": {"bearer": "of-nobody"}}})
        write("both.json", {"identities": {"anna": {"bearer": TOKEN}, "bert": {"bearer": OTHER}}})
        write("bert.json", {"identities": {"bert": {"bearer": OTHER}}})

        def find(identities, *paths):
            done = run("scan", "openapi.json", "--url", url, "-i", identities, "--format", "json", "--only", "undocumented-operation")
            report = json.loads(done.stdout)
            found = sorted(operation["path"] for each in report["findings"] for operation in each["operations"])
            assert found == [*paths], done.stdout + done.stderr
            return report

        report = find("ids.json", "/v1/log/{id}")
        write("report.json", report)
        whole = find("both.json", "/v1/log/{id}")
        assert [each["standing"] for each in whole["credentials"]] == ["proven", "proven"], whole["credentials"]
        write("whole.json", whole)
        Target.second = 200
        write("two.json", find("ids.json", "/v1/log/{id}", "/v2/log/{id}"))
        bare = json.loads(json.dumps(report))
        bare["findings"][0]["evidence"] = []
        write("bare.json", bare)
        led = json.loads(json.dumps(report))
        for evidence in led["findings"][0]["evidence"]:
            evidence["request"]["url"] = evidence["request"]["url"].replace("/v1/log/7", "/v1/session/logout")
        write("led.json", led)
        wanted = [  # what the target does, who asks by which report, the status and what is said
            ((200, True, 401), "report.json", "ids.json", 1, "same"), ((200, False, 401), "report.json", "ids.json", 1, "same"),
            ((404, True, 401), "report.json", "ids.json", 3, "unjudged"),  # whoever asks without a token is refused, so something is there
            ((404, True, 404), "report.json", "ids.json", 0, "fixed"), ((410, False, 404), "report.json", "ids.json", 0, "fixed"),
            ((403, True, 401), "report.json", "ids.json", 3, "unjudged"), ((500, True, 404), "report.json", "ids.json", 3, "unjudged"),
            ((200, False, 404), "report.json", "wrong.json", 3, "unjudged"), ((404, False, 404), "bare.json", "ids.json", 3, "unjudged"),
            ((404, False, 404), "led.json", "ids.json", 3, "unjudged"),
            # bert never saw what anna did
            ((200, False, 404), "whole.json", "bert.json", 3, "unjudged"), ((404, False, 404), "whole.json", "bert.json", 3, "unjudged"),
            ((404, False, 404), "report.json", "bert.json", 3, "unjudged"),
            ((200, False, 404), "whole.json", "both.json", 1, "same"), ((404, False, 404), "whole.json", "both.json", 0, "fixed"),
            # of two paths that end alike each one has its own answer
            ((404, False, 404, 200), "two.json", "ids.json", 1, "fixed", "same"), ((200, False, 404, 404), "two.json", "ids.json", 1, "same", "fixed"),
            ((404, False, 404, 404), "two.json", "ids.json", 0, "fixed", "fixed"), ((200, False, 404, 200), "two.json", "ids.json", 1, "same", "same"),
        ]
        for (Target.log, Target.linked, Target.strangers, *second), name, identities, status, *said in wanted:
            Target.second = second[0] if second else None
            done = run("replay", name, "-i", identities, "--format", "json")
            changes = json.loads(done.stdout)["changes"]
            told = [each["change"] for each in sorted(changes, key=lambda each: each["finding"]["operations"][0]["path"])]
            if (done.returncode, told) != (status, said):
                sys.exit(f"{Target.log} {Target.linked} {Target.strangers} {second} {name} {identities}: {done.returncode} {told}, not {status} {said}\n"
                         f"{done.stdout}{done.stderr}")
        assert "/v1/session/logout" not in Target.asked, "a report leads to what has an effect"
    print(f"{len(wanted)} answers are right")


main()
