# SPDX-License-Identifier: Apache-2.0
"""A scan that is killed, wherever that is, goes on with its journal and comes to the report of a scan
that was not: as often as --points says, after a request that chance picks (seed and number are told).
And what a journal is not for: another contract, other identities, other options; a full disk.
Usage: resume.py POSTERN [PART]... [--points N] [--seed N] [--whole]; a part is a function that PARTS names."""
import argparse
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading

from shop import CONTRACT, IDENTITIES, PASSWORD, Shop, demand, differences, essence


class Scan:
    """One shop for one scan with all its runs: what earlier ones left in it is part of it."""

    effort = ["--quick"]

    def __init__(self, postern, folder):
        self.postern, self.folder, self.shop = postern, folder, Shop()
        self.write("openapi.json", CONTRACT)
        self.write("ids.json", IDENTITIES)

    def write(self, name, what):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            json.dump(what, file)

    def run(self, *arguments, kill_at=None, kill_from=None, down_from=None, prepare=None, config="--no-config"):
        """Status, report or None, what was told, and the requests that came."""
        command = [self.postern, "scan", "openapi.json", config, "--url", self.shop.url, "-i", "ids.json",
                   "--rate", "0", "--format", "json", "--no-progress", "--guesses", "3", "--concurrency", "4", *self.effort, *arguments]
        self.shop.requests, self.shop.kill_at, self.shop.kill_from, self.shop.ended = 0, kill_at, kill_from, 0
        self.shop.down_from, self.shop.down = down_from, False
        with subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              stdin=subprocess.DEVNULL, text=True, preexec_fn=prepare) as process:
            self.shop.victim = process
            out, told = process.communicate()
        self.shop.victim = None
        if "Sanitizer" in told or "runtime error" in told:
            sys.exit(told)
        return process.returncode, json.loads(out) if out.startswith("{") else None, told, self.shop.requests


class Unbroken(threading.Thread):
    """A scan of a shop of its own, alike, that nothing disturbs, beside whatever else goes on."""

    def __init__(self, postern, like):
        super().__init__()
        self.postern, self.like, self.done = postern, like, None
        self.start()

    def run(self):
        with tempfile.TemporaryDirectory() as folder:
            scan = Scan(self.postern, folder)
            scan.shop.life, scan.shop.opaque, scan.shop.forgives = self.like.life, self.like.opaque, self.like.forgives
            self.done = (*scan.run(), scan.shop.ended)
            scan.shop.shutdown()

    def report(self):
        self.join()
        _, report, told, _, ended = self.done
        demand(report and report["complete"] and ended, "no token was awaited", told)
        return report


def repeated(report):
    """So much may be asked twice: the operations under way, and what belongs to none (logins, and questions about the
    whole target that found something)."""
    rows = sorted((row["requests"] for row in report["operations"]), reverse=True)
    return sum(rows[:4]) + report["requests"] - sum(rows)


def killed(postern, at, whole, total, most):
    with tempfile.TemporaryDirectory() as folder:
        scan = Scan(postern, folder)
        status, _, told, _ = scan.run("--resume", "journal", kill_at=at)
        if status != -signal.SIGKILL:  # a request fewer than the whole scan's: it had come to its end
            demand(status == 1, f"it neither ended nor was killed at request {at}", status, told)
            return
        journal = os.path.join(folder, "journal")
        with open(journal, "rb") as file:
            content = file.read()
        for secret in (PASSWORD, *scan.shop.tokens):
            demand(secret.encode() not in content, "a secret stands in the journal", secret)
        with open(journal, "ab") as file:  # and a record that was not whole
            file.write(b"\x40\x00\x00\x00torn")
        status, report, told, requests = scan.run("--resume", "journal")
        demand(report, f"killed at {at}: no report", status, told)
        demand("its last record was not whole, and is dropped" in told, "a torn record is not told", told)
        wrong = differences(whole, essence(report))
        demand(not wrong, f"killed at {at} of {total}: another report", *wrong)
        known = int(re.search(r"(\d+) operations are known", told)[1])
        demand(requests < total or not known, f"killed at {at}: {requests} of {total} asked again", told)
        demand(at + requests <= total + most, f"killed at {at}: {requests} more than make {total}, and {most} again", told)
        print(f"killed at {at} of {total}: {known} known, {requests} more requests, at most {most} twice")
        scan.shop.shutdown()


def surveyed(postern):
    """Questions about the whole target that found nothing are not asked again, unless nobody answered them."""
    Scan.effort, effort = [], Scan.effort
    with tempfile.TemporaryDirectory() as folder:
        scan = Scan(postern, folder)
        _, report, told, total = scan.run()
        demand(report, "no report", told)
        asked = re.compile(r"(\d+) operations are known, and (\d+) questions about the target")
        for how, least in (({"kill_at": total - 1}, 10), ({"down_from": b"postern-wrong-0001"}, 3)):
            status, early, told, _ = scan.run("--resume", "journal", **how)
            demand("kill_at" in how or status == 3 and "the target stopped answering" in early["incomplete_why"],
                   "questions that nobody answered are taken for answered", status, told)
            _, again, told, more = scan.run("--resume", "journal")
            demand(again, "no report", told)
            wrong = differences(essence(dict(report)), essence(again))
            demand(not wrong, f"{how}: another report", *wrong)
            operations, questions = map(int, asked.search(told).groups())
            demand(more < total / 4 and questions >= least, "what is known is asked again", total, more, told)
            print(f"{how}: {operations} operations and {questions} questions known, {more} of {total} requests more")
        scan.shop.shutdown()
    Scan.effort = effort


def awaited(postern, opaque=False, forgives=None):
    """What a token that had ended was answered is not awaited again, and never told of one that has not ended.
    opaque: only logins tell how long they live; forgives: this path takes ended ones, which is told a minute later."""
    Scan.effort, effort = [], Scan.effort
    with tempfile.TemporaryDirectory() as folder:
        scan, sizes, rule = Scan(postern, folder), [], "jwt-expired-accepted"
        scan.shop.life, scan.shop.opaque, scan.shop.forgives = 12, opaque, forgives
        journal = os.path.join(folder, "journal")
        unbroken = Unbroken(postern, scan.shop)  # it waits as long, so both wait at once
        scan.run("--resume", "journal", kill_at=1)
        sizes.append(os.path.getsize(journal))  # nothing is known yet
        scan.shop.first_ended = lambda: sizes.append(os.path.getsize(journal))
        status, _, told, _ = scan.run("--resume", "journal", kill_from=b"postern-wrong-0001")
        demand(status == -signal.SIGKILL and scan.shop.ended, "it was to be killed after its late round", status, told)
        report = unbroken.report()
        found = [each["operations"] for each in report["findings"] if each["rule"] == rule]
        demand(bool(found) == bool(forgives), "what takes ended tokens", found)
        with open(journal, "rb") as file:
            content = file.read()
        _, again, told, _ = scan.run("--resume", "journal")
        demand(again and not scan.shop.ended, "what was awaited is awaited again", scan.shop.ended, told)
        wrong = differences(essence(dict(report)), essence(again))
        demand(not wrong, "another report", *wrong)
        with open(journal, "wb") as file:  # what came before is lost, and orders are others now
            file.write(content[:sizes[0]] + content[sizes[1]:])
        scan.shop.ids = (11, 12)
        _, again, told, _ = scan.run("--resume", "journal", "--patience", "0")
        told_of = [each["operations"] for each in again["findings"] if each["rule"] == rule]
        demand(told_of == found, "a token that has not ended is told as one that has", told_of)
        untold = {row["path"] for row in again["operations"] if "--patience" in row["reason"]}
        demand(untold == {"/orders/{id}", "/receipts/{order_id}"}, "what no answer is known to is to be awaited", untold)
        scan.shop.shutdown()
    Scan.effort = effort


def changed(postern):
    """A journal is of one scan."""
    with tempfile.TemporaryDirectory() as folder:
        scan = Scan(postern, folder)
        scan.run("--resume", "journal", kill_at=40)
        for words, arguments in (("other options, recorded traffic or postern.yaml", ["--exclude", "/news"]), ("other options", ["--skip", "no-hsts"])):
            status, _, told, _ = scan.run("--resume", "journal", *arguments)
            demand(status == 2 and f"it is of a scan with {words}" in told, f"{words} are not told", status, told)
        scan.write("openapi.json", {**CONTRACT, "paths": {"/news": CONTRACT["paths"]["/news"]}})
        status, _, told, _ = scan.run("--resume", "journal")
        demand(status == 2 and "with another contract" in told, "another contract is not told", status, told)
        scan.write("openapi.json", CONTRACT)
        scan.write("ids.json", {**IDENTITIES, "identities": {"anna": {"username": "anna", "password": "another"}}})
        status, _, told, _ = scan.run("--resume", "journal")
        demand(status == 2 and "with other identities" in told, "other identities are not told", status, told)
        scan.write("ids.json", IDENTITIES)
        told_by_files(scan)
        scan.run("--resume", "journal")
        status, _, told, _ = scan.run("--resume", "journal", kill_at=2)
        demand("its scan came to its end; a new one begins" in told, "a finished scan is taken for another", told)
        status, _, told, _ = scan.run("--resume", "openapi.json")
        demand(status == 2 and "it is no journal" in told, "a contract is taken for a journal", status, told)
        scan.shop.shutdown()


def told_by_files(scan):
    """What recorded traffic and postern.yaml say is part of the scan, whatever the files are called."""
    def recorded(name, number):
        scan.write(name, {"log": {"entries": [{"request": {"method": "GET", "url": f"http://h/orders/{number}", "headers": []},
                                               "response": {"status": 200}}]}})

    def project(name, number):
        scan.write(name, {"operations": {"GET /orders/{id}": {"parameters": {"id": number}}}})

    for make, option in ((recorded, "--traffic="), (project, "--config=")):
        make("one", 7)
        make("same", 7)
        make("other", 8)
        journal = f"journal{option}"
        def run(name, **more):
            return (scan.run("--resume", journal, config=option + name, **more) if make is project else
                    scan.run("--resume", journal, option + name, **more))
        run("one", kill_at=40)
        status, _, told, _ = run("other", kill_at=2)
        demand(status == 2 and "other options, recorded traffic or postern.yaml" in told, f"another {option} is not told", status, told)
        status, _, told, _ = run("same")
        demand(status == 1 and "operations are known" in told, f"the same {option} by another name is refused", status, told)


def full(postern, whole):
    """Where nothing more can be written, the scan goes on, and says so."""
    def little():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))

    with tempfile.TemporaryDirectory() as folder:
        scan = Scan(postern, folder)
        _, report, told, _ = scan.run("--resume", "journal", prepare=little)
        demand("the journal could not be written, and the scan goes on without it: File too large" in told,
               "a full disk is not told", told)
        demand(not differences(whole, essence(report)), "a full disk changes the report")
        scan.shop.shutdown()


def points(postern, chosen):
    """As often as --points says, and once more with a disk that is full."""
    with tempfile.TemporaryDirectory() as folder:
        scan = Scan(postern, folder)
        _, report, told, total = scan.run()
        demand(report and report["complete"], "the whole scan is incomplete", told, report)
        most, whole = repeated(report), essence(report)
        scan.shop.shutdown()
    rules = {finding["rule"] for finding in whole["findings"]}
    demand({"anonymous-access", "jwt-signature-unchecked"} <= rules, "the flaws are not found", rules)
    chance = random.Random(chosen.seed)
    for _ in range(chosen.points):
        killed(postern, chance.randrange(1, total), whole, total, most)
    full(postern, whole)


PARTS = {
    "points": points,
    "surveyed": lambda postern, _: surveyed(postern),
    "awaited": lambda postern, _: awaited(postern, opaque=True),
    "forgiven": lambda postern, _: awaited(postern, forgives="/labels"),
    "changed": lambda postern, _: changed(postern),
}
USUAL = [name for name in PARTS if name != "forgiven"]  # a minute more


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("postern")
    parser.add_argument("parts", nargs="*", metavar="PART", choices=[*PARTS, []], help=", ".join(PARTS))
    parser.add_argument("--points", type=int, default=3)
    parser.add_argument("--whole", action="store_true", help="all attacks, not the plainest, and all parts")
    parser.add_argument("--seed", type=int, default=random.randrange(10 ** 6))
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}", flush=True)
    Scan.effort = [] if chosen.whole else Scan.effort
    for name in chosen.parts or (PARTS if chosen.whole else USUAL):
        print(f"[ RUN      ] {name}", flush=True)
        PARTS[name](os.path.realpath(chosen.postern), chosen)


if __name__ == "__main__":
    main()
