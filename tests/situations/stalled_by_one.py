# SPDX-License-Identifier: Apache-2.0
"""A small server whose one slow operation keeps everything waiting for a while."""
import threading
import time

from situation import *

ANNA = "annas-made-up-token-0005"
WORKER = threading.Lock()  # the only one
STALL = 0.3


def serve(request):
    with WORKER:
        if request.credential() != ANNA:
            return refuse()
        if request.path == "/yearbook":
            time.sleep(STALL)
            return answer(200, {"pages": 300, "year": 1999})
        return answer(200, {"shelf": request.path, "full": True}) if request.path.startswith("/shelf") else not_found()


SHELVES = ["GET /shelf%02d" % number for number in range(24)]

situation("while the yearbook is being written, requests of other operations time out",
          scan("--timeout", "1", "--concurrency", "64", "--incomplete-ok",
               silent=["stopped answering"], operations={name: expected("enforced|inconclusive") for name in SHELVES}),
          contract=contract({name: "bearer" for name in ["GET /yearbook", *SHELVES]}),
          identities={"anna": {"bearer": ANNA}}, serve=serve)
