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
TOKEN = "LAB-ONLY-0123456789-made-up"


class Target(kit.Handler):
    """log: what /v1/log/7 answers to whoever is logged in; linked: whether /v1/root names it."""
    log, linked, strangers, asked = 200, True, 401, []

    def do_GET(self):
        inside = self.headers.get("Authorization") == "Bearer " + TOKEN
        Target.asked.append(self.path)
        if self.path == "/v1/log/7":
            return self.answer(Target.log if inside else Target.strangers, {"log": ["made up"]} if inside and Target.log == 200 else {"detail": "no"})
        if self.path not in ("/v1/root", "/v1/me"):
            return self.answer(404, {"detail": "none"})
        links = {"log": "/v1/log/7"} if Target.linked and self.path == "/v1/root" else {"for": "anna"}
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
        done = run("scan", "openapi.json", "--url", url, "-i", "ids.json", "--format", "json", "--only",
                   "undocumented-operation")
        report = json.loads(done.stdout)
        assert [each["operations"] for each in report["findings"]] == [[{"method": "GET", "path": "/v1/log/{id}"}]], done.stdout + done.stderr
        write("report.json", report)
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
        ]
        for (Target.log, Target.linked, Target.strangers), name, identities, status, said in wanted:
            done = run("replay", name, "-i", identities, "--format", "json")
            told = [each["change"] for each in json.loads(done.stdout)["changes"]]
            if (done.returncode, told) != (status, [said]):
                sys.exit(f"{Target.log} {Target.linked} {Target.strangers} {name} {identities}: {done.returncode} {told}, not {status} {said}\n"
                         f"{done.stdout}{done.stderr}")
        assert "/v1/session/logout" not in Target.asked, "a report leads to what has an effect"
    print(f"{len(wanted)} answers are right")


main()
