# SPDX-License-Identifier: Apache-2.0
"""postern replay after a login was given a limit by address: the limit is seen and the finding fixed; where the address has
used it up before, nobody can log in, and nothing is called fixed for that. Usage: replay_limited.py POSTERN"""
import json
import os
import subprocess
import sys
import tempfile
import threading
import time

from shop import CONTRACT, IDENTITIES, Handler, Shop, demand


class Limited(Handler):
    """After so many wrong passwords in a row the address is shut out for a while; a right one clears that."""

    def login(self, body):
        shop = self.server
        with shop.lock:
            wait = shop.shut_until - time.monotonic()
            if wait > 0:
                shop.throttled += 1
        if wait > 0:
            self.send_response(429)
            for name, value in (("Retry-After", str(int(wait) + 1)), ("Content-Length", "0")):
                self.send_header(name, value)
            self.end_headers()
            return None
        wrong = b"a-made-up-password-4711" not in body
        with shop.lock:
            shop.wrong = shop.wrong + 1 if wrong else 0
            if shop.most and shop.wrong >= shop.most:
                shop.shut_until, shop.wrong = time.monotonic() + shop.shut_for, 0
        return super().login(body)


def main():
    postern = os.path.realpath(sys.argv[1])
    shop = Shop()
    shop.RequestHandlerClass = Limited
    shop.shut_until, shop.wrong, shop.most, shop.shut_for, shop.throttled = 0, 0, 0, 2, 0
    threading.Thread(target=shop.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        for name, what in (("openapi.json", CONTRACT), ("ids.json", IDENTITIES)):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                json.dump(what, file)

        def run(*command):
            done = subprocess.run([postern, *command, "-i", "ids.json", "--no-config", "--rate", "0", "--no-progress", "--format", "json"], cwd=folder,
                                  text=True, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            demand("Sanitizer" not in done.stderr and "runtime error:" not in done.stderr, "caught by a sanitizer", done.stderr)
            return done.returncode, json.loads(done.stdout) if done.stdout.startswith("{") else None, done.stderr

        def replay(*more):
            status, told, said = run("replay", "report.json", *more)
            return status, {each["finding"]["rule"]: (each["change"], each["why"]) for each in (told or {"changes": []})["changes"]}, said

        url = f"http://127.0.0.1:{shop.server_port}"
        _, report, said = run("scan", "openapi.json", "--url", url)
        rules = {each["rule"] for each in report["findings"]}
        demand({"no-rate-limit", "jwt-signature-unchecked"} <= rules, "the flaws are not found", rules, said)
        report["findings"] = [each for each in report["findings"] if each["rule"] in ("no-rate-limit", "jwt-signature-unchecked")]
        with open(os.path.join(folder, "report.json"), "w", encoding="utf-8") as file:
            json.dump(report, file)
        status, told, said = replay()
        demand(status == 1 and {change for change, _ in told.values()} <= {"same", "wider", "narrower"}, "what was not mended holds", status, told, said)
        shop.most = 5  # mended
        status, told, said = replay()
        demand(status == 1 and told["no-rate-limit"][0] == "fixed" and told["jwt-signature-unchecked"][0] == "same",
               "the limit is to be seen", status, told, said, shop.throttled)
        shop.shut_for, shop.shut_until = 3600, time.monotonic() + 3600  # by somebody else at this address
        status, told, said = replay("--patience", "0")
        demand(status == 3 and not any(change == "fixed" for change, _ in told.values()), "who is shut out calls nothing fixed", status, told, said)
        shop.shut_for, shop.shut_until = 2, time.monotonic() + 2  # and it passes
        status, told, said = replay("--patience", "60")
        demand(status in (1, 3) and told["jwt-signature-unchecked"][0] in ("same", "unjudged"), "a limit that passes", status, told, said)
        print(f"after a limit that passed: {status} {told}")
    shop.shutdown()


main()
