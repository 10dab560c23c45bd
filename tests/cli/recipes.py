#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the scripts of action.yml and ci/gitlab.yml as GitHub's and GitLab's runners would: recipes.py POSTERN SOURCE."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

import kit

postern, source = pathlib.Path(sys.argv[1]).absolute(), pathlib.Path(sys.argv[2]).absolute()
CONTRACT = {"openapi": "3.0.3", "info": {"title": "t", "version": "1"},
            "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
            "security": [{"bearer": []}],
            "paths": {path: {"get": {"responses": {"200": {"description": "ok"}}}} for path in ("/crates/", "/mine/")}}
failed, noted = [], []


def check(true, what):
    if not true:
        failed.append(what)


class Handler(kit.Handler):
    """An API with a gate that is shut and one that any token opens, and the GitLab that takes notes."""

    def do_GET(self):
        shown = self.headers.get("Authorization", "")
        good = shown == "Bearer good" or (self.path.startswith("/crates") and shown.startswith("Bearer "))
        self.answer(*((200, {"crates": [1, 2]}) if good else (401, {"detail": "no"})))

    def do_POST(self):
        noted.append((self.path, self.body.decode()))
        self.answer(403 if "/projects/4/" in self.path else 201, {})


def outputs(path):
    return dict(line.split("=", 1) for line in path.read_text().splitlines())


class Action:
    """A composite action as GitHub runs it: expressions, conditions, a file for outputs, bash -e."""

    def __init__(self, folder, inputs, event):
        self.action = yaml.safe_load((source / "action.yml").read_text())
        given = {name: each.get("default", "") for name, each in self.action["inputs"].items()}
        given.update(inputs)
        self.known = {f"inputs.{name}": value for name, value in given.items()}
        self.known |= {"github.event_name": event, "github.token": "t0ken", "github.event.pull_request.number": "7"}
        self.folder, self.used, self.status = folder, [], 0
        self.environment = {"PATH": f"{folder}/bin:{os.environ['PATH']}", "GITHUB_ACTION_PATH": str(source),
                            "GITHUB_STEP_SUMMARY": str(folder / "summary"), "GITHUB_REPOSITORY": "o/r",
                            "RUNNER_TEMP": str(folder), "HOME": str(folder)}

    def value(self, name):
        return self.known.get(name, "")

    def expand(self, text):
        return re.sub(r"\$\{\{\s*([\w.-]+)\s*\}\}", lambda found: self.value(found[1]), str(text))

    def holds(self, condition):
        for part in condition.split("&&"):
            name, sign, word = re.fullmatch(r"\s*([\w.-]+) (==|!=) '([^']*)'\s*", part).groups()
            if (self.value(name) == word) != (sign == "=="):
                return False
        return True

    def run(self):
        for step in self.action["runs"]["steps"]:
            if self.status or not self.holds(step.get("if", "inputs.no == ''")):
                continue
            if "uses" in step:
                check(re.fullmatch(r"[\w/-]+@[\w.]+", step["uses"]), f"{step['uses']} is pinned")
                self.used.append({key: self.expand(value) for key, value in step["with"].items()})
                continue
            output = self.folder / f"output-{step['name']}"
            output.touch()
            environment = self.environment | {"GITHUB_OUTPUT": str(output)}
            environment |= {key: self.expand(value) for key, value in step.get("env", {}).items()}
            self.status = subprocess.run(["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", self.expand(step["run"])],
                                         env=environment, cwd=self.folder, capture_output=True).returncode
            self.known |= {f"steps.{step.get('id')}.outputs.{key}": value for key, value in outputs(output).items()}


def workplace(name):
    folder = pathlib.Path(name)
    (folder / "bin").mkdir()
    (folder / "openapi.json").write_text(json.dumps(CONTRACT))
    (folder / "who.yaml").write_text("identities: {alice: {bearer: good}}")
    gh = folder / "bin/gh"  # writes down what it was asked; refuses to edit a comment that is not there
    gh.write_text('#!/bin/sh\necho "$@" >>"$HOME/gh"\n[ ! -e "$HOME/fork" ] || exit 1\ncase "$*" in *--edit-last*) exit 1 ;; esac\n')
    gh.chmod(0o755)
    return folder


def github(url):
    with tempfile.TemporaryDirectory() as name:
        folder = workplace(name)
        action = Action(folder, {"contract": "openapi.json", "identities": "who.yaml", "url": url, "postern": str(postern), "comment": "true",
                                 "arguments": "--quick --include /**"}, "pull_request")
        action.run()
        check(action.status == 1, f"findings fail the job: {action.status}")
        check(action.value("steps.scan.outputs.status") == "1", "the status is an output")
        check(len(action.used) == 1 and pathlib.Path(action.used[0]["sarif_file"]).exists(), "SARIF is uploaded")
        check(json.loads(pathlib.Path(action.used[0]["sarif_file"]).read_text())["runs"][0]["results"], "with its results")
        check("any-token-accepted" in (folder / "summary").read_text(), "the summary has the Markdown")
        asked = (folder / "gh").read_text().splitlines()
        check(len(asked) == 2 and asked[1].startswith("pr comment 7 --repo o/r --body-file"), f"a comment is made: {asked}")
    with tempfile.TemporaryDirectory() as name:
        folder = workplace(name)
        action = Action(folder, {"contract": "openapi.json", "identities": "who.yaml", "url": url, "postern": str(postern), "upload": "false",
                                 "fail-on": "critical", "arguments": "--quick --only no-challenge"}, "push")
        action.run()
        check(not action.used and not (folder / "gh").exists(), "a push is not commented, nor uploaded unasked")
    with tempfile.TemporaryDirectory() as name:  # a fork's token may not comment: the verdict stays the scan's
        folder = workplace(name)
        (folder / "fork").touch()
        action = Action(folder, {"contract": "openapi.json", "identities": "who.yaml", "url": url, "postern": str(postern), "comment": "true",
                                 "fail-on": "critical", "arguments": "--quick --only no-challenge --include /mine/"}, "pull_request")
        action.run()
        check((folder / "gh").exists() and action.status == int(action.value("steps.scan.outputs.status")) == 0,
              f"a comment that is refused fails no job: {action.status}")
    with tempfile.TemporaryDirectory() as name:
        action = Action(workplace(name), {"postern": str(postern)}, "push")
        action.run()
        check(action.status == 2, f"without a contract nothing passes: {action.status}")


def gitlab_job(job, folder, url, **variables):
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "CI_API_V4_URL": url + "/api/v4", "CI_PROJECT_ID": "3",
                   "CI_MERGE_REQUEST_IID": "9", "POSTERN_TOKEN": "t0ken"} | job["variables"]
    environment |= {"CONTRACT": "openapi.json", "IDENTITIES": "who.yaml", "URL": url, "POSTERN": str(postern), "ARGUMENTS": "--quick",
                    "POSTERN_RUN": str(source / "ci/run")} | variables
    script = "set -eo pipefail\n" + "\n".join(job["script"])
    return subprocess.run(["bash", "-c", script], env=environment, cwd=folder, capture_output=True, text=True)


def gitlab(url):
    job = yaml.safe_load((source / "ci/gitlab.yml").read_text())[".postern"]
    with tempfile.TemporaryDirectory() as name:
        folder = workplace(name)
        done = gitlab_job(job, folder, url)
        check(done.returncode == 1, f"findings fail the job: {done.returncode} {done.stderr}")
        for report in job["artifacts"]["reports"].values():
            check((folder / report).stat().st_size > 2, f"{report} is there")
        quality = json.loads((folder / job["artifacts"]["reports"]["codequality"]).read_text())
        check(all({"description", "check_name", "fingerprint", "severity", "location"} <= each.keys() for each in quality),
              "Code Quality has its members")
        check([path for path, body in noted if "any-token-accepted" in body] == ["/api/v4/projects/3/merge_requests/9/notes"],
              f"a note is made: {noted}")
        done = gitlab_job(job, folder, url, CI_PROJECT_ID="4", ARGUMENTS="--quick --only no-challenge --include /mine/")
        check(done.returncode == 0, f"a note that is refused fails no job: {done.returncode} {done.stderr}")
        # What an earlier job left in the folder is not today's verdict, nor today's report.
        done = gitlab_job(job, folder, url, CONTRACT="")
        check(done.returncode == 2, f"without a contract nothing passes, whatever lies there: {done.returncode} {done.stderr}")
        (folder / "postern/status").write_text("0\n")
        (folder / "postern/report.json").write_text("{}")
        done = gitlab_job(job, folder, url, CONTRACT="none.json")
        check(done.returncode == 2, f"a contract that is not there passes nothing: {done.returncode} {done.stderr}")
        check(not (folder / "postern/report.sarif").exists(), "a report of yesterday is left")
        done = gitlab_job(job, folder, url, POSTERN_RUN="./nowhere")
        check(done.returncode != 0, "a script that is not there passes nothing")


def main():
    url = kit.Server(Handler).url
    github(url)
    gitlab(url)
    print("\n".join(failed) or "recipes: as the runners would")
    sys.exit(bool(failed))


main()
