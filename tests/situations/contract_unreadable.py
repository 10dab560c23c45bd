# SPDX-License-Identifier: Apache-2.0
"""Contracts of which a part cannot be read: the part is a row without a verdict, and the rest is judged."""
from situation import *

HEAD = 'openapi: 3.0.3\ninfo: {title: Library, version: "1"}\n'
SCHEMES = "components: {securitySchemes: {door: {type: http, scheme: bearer}}}\n"
WHO = {"nora": {"bearer": "noras-made-up-token"}}


def serve(request):
    if request.path not in ("/shelf/1", "/card"):
        return not_found()
    if request.path == "/card" and request.credential() != "noras-made-up-token":
        return refuse()
    return answer(200, {"of": request.path, "books": [3, 5]})


def library(paths, security="security: [{door: []}]\n"):
    return HEAD + security + "paths:\n  /card: {get: {responses: {}}}\n" + paths + SCHEMES


CARD = {"GET /card": expected("enforced", granted=["nora"])}

situation("security is written in each form that it cannot have, and nothing asks for it",
    scan(exit=3, complete=False, says=[r"5 operations of the contract could not be read"], allow=["no-challenge"],
         operations={**CARD, **{f"GET /shelf/{name}": expected("untested", reason="secur")
                                for name in ("map", "word", "names", "null", "number")}}),
    contract=library("".join(f"  /shelf/{name}: {{get: {{security: {security}, responses: {{}}}}}}\n" for name, security in (
        ("map", "{door: []}"), ("word", "door"), ("names", "[door]"), ("null", "null"), ("number", "[1]")))),
    identities=WHO, serve=serve)

situation("the contract's own security is malformed, and an operation has a sound one of its own",
    scan(exit=3, complete=False, allow=["no-challenge"],
         operations={"GET /card": expected("enforced", granted=["nora"]),
                     "GET /shelf/1": expected("untested", reason="whole contract")}),
    contract=HEAD + "security: {door: []}\npaths:\n  /card: {get: {security: [{door: []}], responses: {}}}\n"
                    "  /shelf/1: {get: {responses: {}}}\n" + SCHEMES,
    identities=WHO, serve=serve)

situation("paths stand there twice, or refer to a file that is not there, to nothing, or to themselves",
    scan(exit=3, complete=False, allow=["no-challenge"],
         operations={**CARD, "GET /shelf/a": expected("untested", reason="twice"),
                     "POST /shelf/a": expected("untested", reason="twice"),
                     "* /shelf/file": expected("untested", reason="elsewhere.yaml"),
                     "* /shelf/gone": expected("untested", reason="leads nowhere"),
                     "* /shelf/self": expected("untested", reason="circle")}),
    contract=library("  /shelf/a: {get: {security: [], responses: {}}}\n  /shelf/a: {get: {responses: {}}, post: {}}\n"
                     "  /shelf/file: {$ref: elsewhere.yaml}\n  /shelf/gone: {$ref: '#/components/pathItems/x'}\n"
                     "  /shelf/self: {$ref: '#/paths/~1shelf~1self'}\n"),
    identities=WHO, serve=serve)

situation("what cannot be read was not asked for",
    scan("--include", "/card", exit=0, complete=True, operations=CARD, allow=["no-challenge"]),
    contract=library("  /shelf/1: {get: {security: door, responses: {}}}\n"), identities=WHO, serve=serve)

situation("the whole contract can be read: near miss",
    scan(exit=1, complete=True, allow=["no-challenge"],
         operations={**CARD, "GET /shelf/1": expected("open", "anonymous-access", granted=["nora"])}),
    contract=library("  /shelf/1: {get: {responses: {}}}\n"), identities=WHO, serve=serve)

situation("parameters and bodies stand behind references that lead nowhere",
    scan(exit=3, allow=["no-challenge"], says=[r"fewer than 95\s+percent"],
         operations={"GET /card": expected("enforced", granted=["nora"], reason=r"a parameter could not be read \(line \d+: the reference"),
                     "POST /card": expected("untested", reason=r"its body could not be read"),
                     "GET /shelf/1": expected("open", "anonymous-access", reason="could not be read")}),
    contract=HEAD + """security: [{door: []}]
paths:
  /card:
    parameters: [{$ref: '#/components/parameters/Gone'}]
    get: {responses: {}}
    post: {requestBody: {$ref: '#/components/requestBodies/Gone'}, responses: {}}
  /shelf/1: {get: {parameters: [{name: q, in: query, schema: {$ref: '#/components/schemas/Gone'}}], responses: {}}}
""" + SCHEMES, identities=WHO, serve=serve)
