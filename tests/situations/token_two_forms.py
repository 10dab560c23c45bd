# SPDX-License-Identifier: Apache-2.0
"""One reader splits a token at its dots, another takes JSON as well: which of them is believed?"""
import base64

from situation import *
from situation_token import *

HELD = held(mint(hs(), alg="HS256"))


def lenient(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))  # skips what is no base64


def believes(verified):
    def serve(request):
        if request.path != "/me":
            return not_found()
        token = request.credential()
        try:
            if token.startswith("{"):
                form = json.loads(token)
                message, signature = f"{form['protected']}.{form['payload']}", form["signature"]
            else:
                message, signature = token.rsplit(".", 1)
            good = hmac.compare_digest(unb64(signature), mac(STRONG, message.encode()))
            read = message.split(".")[1] if verified else token.split(".")[1]
            claims = json.loads(lenient(read))
        except (AttributeError, ValueError, KeyError, IndexError):
            return refuse()
        if verified and token.startswith("{"):
            return refuse("the compact form alone is taken")
        return answer(200, {"user": claims["sub"]}) if good else refuse()
    return serve


situation("the claims are those of the dots, and the signature that of the JSON",
          scan(exit=1, operations={"GET /me": expected("open", "jwt-format-confusion")}),
          contract=ME, identities=HELD, serve=believes(False))

situation("the claims are those that were verified",
          scan(exit=0, complete=True, operations={"GET /me": expected("enforced", granted=["anna"])}),
          contract=ME, identities=HELD, serve=believes(True))
