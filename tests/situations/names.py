# SPDX-License-Identifier: Apache-2.0
"""Names that hold another name, and are something else."""
from situation import *

SCHEMES = {"pass": BEARER}
WHO = {"ivo": {"bearer": "ivos-made-up-token"}}
PLAIN = {"label": "string"}
ACCOUNT = {"email": "string", "newPassword": "string"}
KNOWN = set()


def serve(request):
    if request.path == "/profile":
        return answer(200, {"user": "ivo"}) if request.credential() == "ivos-made-up-token" else refuse()
    if request.path not in KNOWN:
        return not_found()
    if request.method != "POST":
        return answer(405, {"detail": "Method not allowed."})
    given = request.json()
    if not isinstance(given, dict):
        return answer(400, {"detail": "JSON parse error"})
    return answer(201, {"kept": sorted(given)})


def open_to_all(*paths, body=PLAIN, **more):
    KNOWN.update(paths)
    return {f"POST {path}": takes(body, security="", **more) for path in paths}


def scanned(operations, *rules, **more):
    return scan(operations={"GET /profile": expected("enforced", granted=["ivo"]),
                            **{name: expected("public", *rules) for name in operations}}, allow=["no-challenge"], **more)


WRITES = {**open_to_all("/authorships", "/contacts", "/tokenizers", "/research-notes", "/sessionless"),
          **open_to_all("/verifiers", operationId="createVerifier"), **open_to_all("/shares", body={"password": "string"})}
situation("what is called almost like a login or a search lets anybody write", scanned(WRITES, "public-write", exit=1),
          contract=contract({"GET /profile": "pass", **WRITES}, schemes=SCHEMES), identities=WHO, serve=serve)

ENTRANCES = {**open_to_all("/userLogin", "/sign-up/", "/auth/token_refresh", "/passwordRecovery"),
             **open_to_all("/members", body=ACCOUNT), **open_to_all("/in", operationId="AuthController_signIn")}
situation("what lets people in is open, however it is written", scanned(ENTRANCES, exit=0),
          contract=contract({"GET /profile": "pass", **ENTRANCES}, schemes=SCHEMES), identities=WHO, serve=serve)

ANSWERS = {**open_to_all("/forms/validate", "/shippingCost/estimate", "/books/search/", "/routes/calculate-route"),
           **open_to_all("/price", operationId="calculatePrice")}
situation("what only answers keeps nothing", scanned(ANSWERS, exit=0),
          contract=contract({"GET /profile": "pass", **ANSWERS}, schemes=SCHEMES), identities=WHO, serve=serve)
