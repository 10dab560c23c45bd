# SPDX-License-Identifier: Apache-2.0
"""The examples of docs/shards do what they say: each is run as its CI, its cluster or GNU parallel would,
and what the shares come to is the report of one scan. Usage: shards.py POSTERN"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

from shop import CONTRACT, IDENTITIES, Shop, demand, differences, essence

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "docs" / "shards"
PROJECT = {"scan": {"guesses": 3, "rate": 0, "skip": ["no-rate-limit"]}}


def prepare(folder, postern, effort):
    (folder / "bin").mkdir()
    (folder / "bin" / "postern").symlink_to(postern)
    for name, what in (("openapi.yaml", CONTRACT), ("identities.yaml", IDENTITIES), ("postern.yaml", {"scan": {**PROJECT["scan"], **effort}})):
        (folder / name).write_text(json.dumps(what), encoding="utf-8")


def sh(folder, url, script, **more):
    path = f"{folder / 'bin'}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "URL": url, "REPORTS": str(folder), **more}
    return subprocess.run(["sh", "-eu", "-c", script], cwd=folder, env=environment, check=False, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def read(path, counted):
    """The report; without what its rows count of attacks, where a share has first operations of its own."""
    report = essence(json.loads(path.read_text(encoding="utf-8")))
    attacks = [row["attacks"] if counted else row.pop("attacks") for row in report["operations"]]
    return report, sum(each["planned"] for each in attacks), sum(each["planned"] - each["judged"] for each in attacks)


def run_github(folder, url):
    jobs = yaml.safe_load((EXAMPLES / "github.yml").read_text(encoding="utf-8"))["jobs"]
    step = next(step["run"] for step in jobs["share"]["steps"] if "run" in step)
    for share in jobs["share"]["strategy"]["matrix"]["share"]:
        done = sh(folder, url, step.replace("${{ matrix.share }}", str(share)))
        demand(done.returncode == 0, f"share {share}", done.stdout)
    return sh(folder, url, next(step["run"] for step in jobs["whole"]["steps"] if "run" in step))


def run_kubernetes(folder, url):
    job = yaml.safe_load((EXAMPLES / "kubernetes.yaml").read_text(encoding="utf-8"))["spec"]
    script = job["template"]["spec"]["containers"][0]["args"][0]
    for index in range(job["completions"]):
        # a pod's shell goes on after a command that failed
        done = sh(folder, url, "set +e; " + script, JOB_COMPLETION_INDEX=str(index))
        demand(done.returncode == 0, f"pod {index}", done.stdout)
    return sh(folder, url, "postern merge share-*.json -o report.json --fail-on high")


def run_gitlab(folder, url):
    jobs = yaml.safe_load((EXAMPLES / "gitlab.yml").read_text(encoding="utf-8"))
    for index in range(1, jobs["share"]["parallel"] + 1):
        done = sh(folder, url, "\n".join(jobs["share"]["script"]), STAGING_URL=url, CI_NODE_INDEX=str(index),
                  CI_NODE_TOTAL=str(jobs["share"]["parallel"]))
        demand(done.returncode == 0, f"node {index}", done.stdout)
    done = sh(folder, url, "\n".join(jobs["whole"]["script"]))
    for each in jobs["whole"]["artifacts"]["reports"].values():
        demand((folder / each).exists(), f"GitLab is left no {each}", done.stdout)
    return done


def run_parallel(folder, url):
    return sh(folder, url, f"sh {EXAMPLES / 'parallel.sh'} {url}")


def spread(postern, url, effort, runs):
    """Each comes to the report of one scan. Only the plainest attacks are the same number: what else an operation is
    asked depends on which one came first, and on what was found before."""
    usual = "quick" not in effort
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, postern, effort)
        done = sh(folder, url, 'postern scan openapi.yaml --url "$URL" -i identities.yaml -o whole.json || test $? -eq 1')
        demand(done.returncode == 0, "the whole scan", done.stdout)
        whole, attacks, open_ones = read(folder / "whole.json", not usual)
    for run in runs:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            prepare(folder, postern, effort)
            done = run(folder, url)
            demand(done.returncode == 1, f"{run.__name__}: findings are to end it with 1", done.stdout)
            merged, more, still_open = read(folder / "report.json", not usual)
            wrong = differences(whole, merged)
            demand(not wrong, f"{run.__name__}: the shares came to another report", effort, *wrong)
            demand(more >= attacks and still_open == open_ones, f"{run.__name__}: attacks are missing", attacks, more)
            print(f"{run.__name__} {effort}: the report of one scan, {more} attacks beside {attacks}")


def services(postern, url):
    """Several services, each its own report: the gravest exit status is that of all."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, postern, {"quick": True})
        for lines, status in (("shop openapi.yaml {0}\ntwin openapi.yaml {0}\n", 1),
                              ("shop openapi.yaml {0}\ngone openapi.yaml http://127.0.0.1:1\n", 3)):
            (folder / "services.txt").write_text(lines.format(url), encoding="utf-8")
            done = sh(folder, url, f"sh {EXAMPLES / 'services.sh'}")
            demand(done.returncode == status, f"services end with {done.returncode}, not {status}", done.stdout)
            for line in lines.splitlines():
                report = json.loads((folder / "reports" / f"{line.split()[0]}.json").read_text(encoding="utf-8"))
                demand(bool(report["findings"]) != line.startswith("gone"), f"the report of {line}", report["findings"])


def main():
    postern = os.path.realpath(sys.argv[1])
    url = Shop().url
    for effort, runs in (({"quick": True}, (run_github, run_gitlab, run_kubernetes, run_parallel)), ({}, (run_parallel,)),
                         ({"thorough": True}, (run_parallel,))):
        spread(postern, url, effort, runs)
    services(postern, url)


main()
