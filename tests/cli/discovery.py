# SPDX-License-Identifier: Apache-2.0
"""No contract is named, and the one that is served is for those who are let in: it is asked for with an identity's
credential. Where that does not help, it is told which places answered what."""
import subprocess
import sys
import tempfile
from pathlib import Path

import kit

POSTERN, TOKEN = sys.argv[1], "made-up-token-of-anna"
CONTRACT = {"openapi": "3.0.3", "info": {"title": "hidden", "version": "1"}, "security": [{"bearer": []}],
            "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
            "paths": {"/things": {"get": {"responses": {"200": {"description": "fine"}}}}}}
SHOWN = {"/openapi.json": CONTRACT, "/things": [{"id": 1}]}


class Handler(kit.Handler):
    def do_GET(self):
        passes = self.headers.get("Authorization") == "Bearer " + TOKEN
        status, said = (200, {"docs": "elsewhere"}) if self.path == "/api-docs" else (404, {"detail": "none"}) \
            if self.path not in SHOWN else (200, SHOWN[self.path]) if passes else (401, {"detail": "no"})
        self.answer(status, said)


def scan(url, folder, token):
    (folder / "ids.yaml").write_text("identities: {anna: {bearer: %s}}\n" % token)
    return subprocess.run([POSTERN, "scan", "--url", url, "-i", str(folder / "ids.yaml"), "--rate", "0", "--quick",
                           "--no-progress"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def holds(words, done, status):
    assert words in done.stdout and done.returncode == status, f"{done.returncode}, not {words!r}:\n{done.stdout}"


def main():
    url = kit.Server(Handler).url
    with tempfile.TemporaryDirectory() as name:
        found = scan(url, Path(name), TOKEN)
        holds(f"{url}/openapi.json: note: the contract was found here, with the credential of anna", found, 0)
        holds("1 operation: 1 enforced", found, 0)
        holds(f"; {url}/openapi.json answered 401, {url}/api-docs answered 200 with something else; name it",
              scan(url, Path(name), "made-up-token-of-nobody"), 2)


main()
