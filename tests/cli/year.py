# SPDX-License-Identifier: Apache-2.0
"""What changes in a year of CI: the contract's paths move, shares become more, baselines are made of shares, several jobs
write one file. Nothing is called fixed that was not looked at, and nothing new is taken for known. Usage: year.py POSTERN"""
import copy
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading

from shop import CONTRACT, IDENTITIES, Shop, demand


class Year:
    def __init__(self, postern, folder):
        self.postern, self.folder, self.shop = postern, folder, Shop()
        threading.Thread(target=self.shop.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.shop.server_port}"
        self.write("openapi.json", CONTRACT)
        self.write("ids.json", IDENTITIES)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, what):
        with open(self.path(name), "w", encoding="utf-8") as file:
            json.dump(what, file)

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return json.load(file)

    def start(self, *command, **more):
        return subprocess.Popen([self.postern, *command, "--no-config"], cwd=self.folder, text=True, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)

    def run(self, status, *command, **more):
        with self.start(*command, **more) as process:
            out, told = process.communicate()
        demand("Sanitizer" not in told and "runtime error:" not in told, "caught by a sanitizer", told)
        demand(process.returncode == status, f"{command} ends with {process.returncode}, not {status}", out, told)
        return out + told

    def scan(self, status, report, *more, contract="openapi.json"):
        return self.run(status, *self.line(report, *more, contract=contract))

    def line(self, report, *more, contract="openapi.json"):
        return ("scan", contract, "--url", self.url, "-i", "ids.json", "--rate", "0", "--quick", "--guesses", "0", "--skip", "no-rate-limit",
                "--no-progress", "-o", report, *more)

    def diff(self, status, before, after):
        return {(each["change"], each["finding"]["rule"]) for each in json.loads(self.run(status, "diff", before, after, "--format", "json"))["changes"]}


def moved(year):
    """Paths that were renamed, and a prefix that changed: what shows there is new, and the old is not fixed for it."""
    year.scan(1, "before.json")
    year.run(0, "baseline", "update", "before.json", "-b", "kept.json")
    year.scan(0, "known.json", "--baseline", "kept.json")
    rules = {each["rule"] for each in year.read("before.json")["findings"]}
    demand({"anonymous-access", "jwt-signature-unchecked"} <= rules, "the flaws are not found", rules)
    fewer = {**CONTRACT, "paths": {path: item for path, item in CONTRACT["paths"].items() if path not in ("/forgotten", "/unsigned")}}
    year.write("fewer.json", fewer)
    year.scan(0, "fewer-report.json", contract="fewer.json")
    changes = year.diff(0, "before.json", "fewer-report.json")
    demand(("unjudged", "anonymous-access") in changes and not any(change == "fixed" for change, _ in changes), "what left the contract is fixed", changes)
    told = year.run(0, "baseline", "prune", "fewer-report.json", "-b", "kept.json")
    demand(", 0 gone" in told, "what left the contract leaves the baseline", told)
    template = copy.deepcopy(CONTRACT)  # the same server, by another name of the path
    template["paths"]["/forgott{ending}"] = {"get": {**template["paths"].pop("/forgotten")["get"], "parameters": [
        {"in": "path", "name": "ending", "required": True, "schema": {"type": "string", "enum": ["en"]}}]}}
    year.write("template.json", template)
    year.scan(1, "moved.json", "--baseline", "kept.json", contract="template.json")
    report = year.read("moved.json")
    new = [each["operations"] for each in report["findings"] if each["rule"] == "anonymous-access" and not each.get("known")]
    demand(new == [[{"method": "GET", "path": "/forgott{ending}"}]], "a flaw that moved passes for known", new)
    demand(not report.get("fixed"), "a flaw that moved is fixed", report.get("fixed"))
    changes = year.diff(1, "before.json", "moved.json")
    demand(not any(change == "fixed" for change, _ in changes), "a flaw that moved is fixed", changes)
    year.run(0, "baseline", "update", "moved.json", "-b", "kept.json")
    year.scan(0, "again.json", "--baseline", "kept.json", contract="template.json")


def shares(year):
    """A baseline of three shares, one after the other or merged, serves five; a journal of one of three is no other's."""
    for index in (1, 2, 3):
        with year.start(*year.line(f"of3-{index}.json", "--shard", f"{index}/3")) as process:
            process.communicate()
        year.run(0, "baseline", "update", f"of3-{index}.json", "-b", "in-turn.json")
    parts = [f"of3-{index}.json" for index in (1, 2, 3)]
    year.run(1, "merge", *parts, "-o", "of3.json")
    year.run(0, "baseline", "update", "of3.json", "-b", "merged.json")
    for baseline in ("in-turn.json", "merged.json"):
        kept = {(each["rule"], path["path"]) for each in year.read(baseline)["findings"] for path in each["operations"]}
        wanted = {(each["rule"], path["path"]) for each in year.read("of3.json")["findings"] for path in each["operations"]}
        demand(wanted <= kept, f"{baseline} lacks what the shares found", wanted - kept)
        year.scan(0, "whole.json", "--baseline", baseline)
        for index in range(1, 6):
            with year.start(*year.line(f"of5-{index}.json", "--shard", f"{index}/5", "--baseline", baseline)) as process:
                told = process.communicate()
            report = year.read(f"of5-{index}.json")
            demand(process.returncode in (0, 3), f"share {index} of five has what is new beside {baseline}", *told)
            demand(not report.get("fixed"), f"share {index} of five calls fixed what others have", report.get("fixed"))
        merged = year.run(0, "merge", *(f"of5-{index}.json" for index in range(1, 6)), "-o", "of5.json")
        demand(all(each["known"] for each in year.read("of5.json")["findings"]), "merged, something is not known", merged)
        told = year.run(0, "baseline", "prune", "of5-1.json", "-b", baseline)
        demand(", 0 gone" in told, "one share takes out what others have", told)
    told = year.run(2, "merge", "of3-1.json", "of5-2.json")
    demand("number of shards" in told, "shares of three and of five are merged", told)
    with year.start(*year.line("j.json", "--shard", "1/3", "--resume", "journal")) as process:
        year.shop.requests, year.shop.kill_at, year.shop.victim = 0, 8, process
        process.communicate()
        year.shop.victim = None
    demand(process.returncode == -signal.SIGKILL, "it was to be killed", process.returncode)
    told = year.run(2, *year.line("j.json", "--shard", "1/5", "--resume", "journal"))
    demand("it is of a scan with other options" in told, "a share of five goes on where one of three was", told)


def together(year):
    """Two jobs with one journal, and many with one baseline: one is told, and nothing that is written is half."""
    held = threading.Event()
    year.shop.requests, year.shop.kill_at = 0, None
    with year.start(*year.line("a.json", "--resume", "shared", "--rate", "40")) as first:
        while not (os.path.exists(year.path("shared")) and os.path.getsize(year.path("shared"))) and first.poll() is None:
            held.wait(0.01)
        told = year.run(2, *year.line("b.json", "--resume", "shared"))
        demand("in use" in told or "another" in told, "two scans write one journal", told)
        first.communicate()
    demand(first.returncode == 1, "the first one was disturbed", first.returncode)
    year.scan(1, "one.json")
    jobs = [year.start("baseline", "update", "one.json", "-b", "many.json") for _ in range(6)]
    for job in jobs:
        told = job.communicate()
        demand(job.returncode == 0, "a baseline that others write, too", *told)
        year.read("many.json")
    year.scan(0, "two.json", "--baseline", "many.json")
    demand(not [name for name in os.listdir(year.folder) if "many.json" in name and name != "many.json"], "something is left behind", os.listdir(year.folder))


def little():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


def unwritable(year):
    """What cannot be written is told, ends with 2 or 3 and never with 0, and leaves what was there."""
    year.scan(1, "one.json")
    year.run(0, "baseline", "update", "one.json", "-b", "kept.json")
    with open(year.path("kept.json"), "rb") as file:
        kept = file.read()
    for command in (("baseline", "update", "one.json", "-b", "/dev/full"), ("baseline", "update", "one.json", "-b", "/proc/none/kept.json"),
                    ("baseline", "update", "one.json", "-b", "none/kept.json")):
        year.run(2, *command)
    told = year.run(2, "baseline", "update", "one.json", "-b", "kept.json", preexec_fn=little)
    demand("could not be written" in told, "a full disk is not told", told)
    with open(year.path("kept.json"), "rb") as file:
        demand(file.read() == kept, "a full disk destroys a baseline", told)
    for target in ("none/m.json", "/dev/full", "/proc/none/m.json"):
        year.run(2, "merge", "one.json", "-o", target)
    for name, command in (("out", ("diff", "one.json", "one.json")), ("out", ("merge", "one.json")), ("out", ("rules",)), ("out", ("replay", "one.json", "-i", "ids.json"))):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([year.postern, *command, "--no-config"], cwd=year.folder, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        demand(done.returncode in (2, 3), f"{name}: {command} over a full disk ends with {done.returncode}", done.stderr)
    for journal in ("/dev/full", "/proc/none/j", "none/j", year.folder):
        told = year.run(2, *year.line("x.json", "--resume", journal))
        demand("error" in told, f"a journal at {journal}", told)


def unreadable(year):
    """Reports that are none: another version's, cut short, empty, another file."""
    year.scan(1, "one.json")
    whole = json.dumps(year.read("one.json"))
    files = {"empty.json": "", "cut.json": whole[:len(whole) // 2], "list.json": "[]", "contract.json": json.dumps(CONTRACT), "nul.json": "\0" * 100,
             "newer.json": json.dumps({**year.read("one.json"), "postern": "9.0.0", "of_tomorrow": {"a": [1]}}),
             "unruly.json": json.dumps({**year.read("one.json"), "findings": [{"rule": "none-such", "severity": "high", "confidence": "likely",
                                                                                "title": "t", "message": "m", "operations": []}]})}
    for name, text in files.items():
        with open(year.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        for command in (("diff", name, "one.json"), ("diff", "one.json", name), ("merge", name), ("baseline", "update", name, "-b", "b.json"),
                        ("baseline", "prune", "one.json", "-b", name), ("replay", name), year.line("x.json", "--baseline", name)):
            with year.start(*command) as process:
                told = process.communicate()
            good = name in ("newer.json", "unruly.json") or process.returncode == 2
            demand(good, f"{command} takes {name}", process.returncode, *told)


    told = year.run(0, "baseline", "prune", "one.json", "-b", "unruly.json")
    demand("1 finding kept, 0 new, 0 gone" in told, "what only another version checks is gone", told)


def main():
    for part in (moved, shares, together, unwritable, unreadable):
        with tempfile.TemporaryDirectory() as folder:
            print(f"[ RUN      ] {part.__name__}", flush=True)
            year = Year(os.path.realpath(sys.argv[1]), folder)
            part(year)
            year.shop.shutdown()


main()
