# SPDX-License-Identifier: Apache-2.0
"""What a large API is told as: over 1,700 operations, six of which forgot their gates, findings stand within the
first screens, each open row is one line, and rows with the same answers are counted. Not at the terminal, where
no path is shortened either."""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import kit

POSTERN = sys.argv[1]
AREAS, PATHS, SCREENS = 17, 1700, 72  # lines of three terminals
LONG = "/api/area-%d-with-a-name-that-no-terminal-of-eighty-columns-and-few-others-have-any-room-for-at-all/%d"
OPEN = {100, 200, 311, 417, 523, 777}


class Handler(kit.Handler):
    def do_GET(self):
        known = self.path in self.server.known
        passes = self.path in self.server.open or self.headers.get("Authorization") == "Bearer made-up-of-alice"
        self.answer(*(404, {"detail": "none"}) if not known else (200, {"id": 1, "name": "x"}) if passes
                    else (401, {"detail": "no"}, ("WWW-Authenticate", "Bearer")))


def contract(paths):
    return {"openapi": "3.0.3", "info": {"title": "large", "version": "1"}, "security": [{"bearer": []}],
            "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
            "paths": {path: {"get": {"responses": {"200": {"description": "fine"}}}} for path in paths}}


def scan(folder, url):
    done = subprocess.run([POSTERN, "scan", str(folder / "large.json"), "--url", url, "-i",
                           str(folder / "ids.yaml"), "--rate", "0", "--only", "anonymous-access", "--no-progress"],
                          stdout=subprocess.PIPE, text=True)
    assert done.returncode == 1, done.returncode
    return done.stdout.splitlines()


def judge(lines, paths):
    finding = next(i for i, line in enumerate(lines) if line.startswith("CRITICAL  anonymous-access"))
    assert finding < SCREENS, f"the first finding stands at line {finding}"
    rows = [line for line in lines[:finding] if line.startswith(" open ")]
    assert len(rows) == len(OPEN), rows
    assert all(any(paths[i] in row and "OPEN" in row for row in rows) for i in OPEN), rows
    enforced = [line for line in lines[:finding] if line.startswith(" enforced ")]
    counted = sum(int(re.search(r"(\d+) (?:more )?operations", line)[1]) for line in enforced)
    assert counted == PATHS - len(OPEN) and len(enforced) <= AREAS, enforced
    groups = [line for line in enforced if " more " not in line]
    prefixes = {path.rpartition("/")[0] + "/" for path in paths}
    assert all(line.split()[1] in prefixes for line in groups), groups
    assert f"{PATHS} operations: {len(OPEN)} open" in "\n".join(lines)


def main():
    paths = [LONG % (i % AREAS, i) for i in range(PATHS)]
    server = kit.Server(Handler)
    server.known, server.open = set(paths), {paths[i] for i in OPEN}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "large.json").write_text(json.dumps(contract(paths)))
        (folder / "ids.yaml").write_text("identities: {alice: {bearer: made-up-of-alice}}\n")
        judge(scan(folder, server.url), paths)


main()
