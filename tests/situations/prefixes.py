# SPDX-License-Identifier: Apache-2.0
"""The word before a credential: told in prose, by the target, by the user's own value, or by nobody."""
from situation import *

TOKENS = {"annas-made-up-token": "anna", "bens-made-up-token": "ben"}
GIVEN = {"anna": {"bearer": "annas-made-up-token"}, "ben": {"bearer": "bens-made-up-token"}}
RIGHT = {"GET /mine": expected("enforced", granted=["anna", "ben"], allow=["no-challenge"]),
         "GET /lists": expected("open", "any-token-accepted", granted=["anna", "ben"], allow=["no-challenge"])}
PATHS = {"GET /mine": "key", "GET /lists": "key"}


def gate(word, field="Authorization", challenge=None):
    """The value must stand behind the word and a space; an empty word: alone."""
    def serve(request):
        value = request.headers.get(field) or ""
        front = word + " " if word else ""
        token = value[len(front):] if value.startswith(front) else ""
        token = token if token and " " not in token else None
        if request.path == "/lists" and token:
            return answer(200, [{"id": 4}])
        if request.path in ("/mine", "/lists"):
            return answer(200, {"user": TOKENS[token]}) if token in TOKENS else refuse(challenge=challenge)
        return not_found()
    return serve


def described(words, field="Authorization"):
    return contract(PATHS, {"key": api_key(field, description=words)})


for words in ("Put this in front: Bearer: aaa.bbb.ccc", "Type `Bearer` and a space before your token.", ""):
    situation("an apiKey in Authorization, whose description says %r, and the API wants Bearer" % words,
              scan(exit=1, complete=True, operations=RIGHT), contract=described(words), identities=GIVEN,
              serve=gate("Bearer"))

for words in ("Token-based authentication with required prefix \"Token\"", "Send `Token <key>`."):
    situation("an apiKey in Authorization, whose description says %r, and the file says bearer" % words,
              scan(exit=1, complete=True, operations=RIGHT), contract=described(words), identities=GIVEN,
              serve=gate("Token", challenge="Token"))

situation("the contract has a place for bearer tokens, too: they stay out of the Token's",
          scan(exit=3, complete=False, operations={"GET /jwt": expected("enforced", granted=["anna"])},
               after=lambda state: "a bearer token was sent as a Token" if any(
                   (r.headers.get("Authorization") or "").startswith("Token annas") for r in state.requests) else None),
          contract=contract({"GET /mine": "key", "GET /jwt": "bearer"}, {
              "bearer": BEARER, "key": api_key("Authorization", description="required prefix \"Token\"")}),
          identities={"anna": {"bearer": "annas-made-up-token"}},
          serve=lambda r: (answer(200, [1]) if r.credential() in TOKENS else refuse()) if r.path == "/jwt" else
          refuse(challenge="Token") if r.path == "/mine" else not_found())

for words in ("Send `Authorization: Key <key>`", "Format: **Key {api_key}**"):
    situation("the file gives values for a scheme by its name, whose description says %r" % words,
              scan(exit=1, complete=True, operations=RIGHT, silent=["the word that opens"]), contract=described(words),
              identities={who: {"schemes": {"key": token}} for token, who in TOKENS.items()}, serve=gate("Key"))

situation("nothing tells the word, and the API wants the bare value",
          scan(exit=1, complete=True, operations=RIGHT), contract=described(""), identities=GIVEN, serve=gate(""))

situation("an Authorization key, and the challenge asks for JWT",
          scan(exit=1, complete=True, operations=RIGHT, says=["the word that opens is \"JWT\""]),
          contract=described("", "Authorization"), identities=GIVEN, serve=gate("JWT", challenge='JWT realm="api"'))

situation("the challenge asks for a word of the house",
          scan(exit=1, complete=True, operations=RIGHT), contract=described(""), identities=GIVEN,
          serve=gate("Desk", challenge="Desk"))

situation("an own header wants a word, as its description says",
          scan(exit=1, complete=True, operations=RIGHT), contract=described('A token with prefix "Bearer"', "X-Token"),
          identities=GIVEN, serve=gate("Bearer", "X-Token"))

situation("the user gives an own header whole, with a word that nobody tells",
          scan(exit=1, complete=True, operations=RIGHT), contract=described("", "X-Token"), serve=gate("Desk", "X-Token"),
          identities={"anna": {"header": {"X-Token": "Desk annas-made-up-token"}},
                      "ben": {"header": {"X-Token": "Desk bens-made-up-token"}}})

BEARERS = contract({"GET /mine": "bearer", "GET /lists": "bearer"})

situation("the contract says bearer, and the challenge asks for JWT",
          scan(exit=1, complete=True, operations=RIGHT, says=["the word that opens is \"JWT\""]),
          contract=BEARERS, identities=GIVEN, serve=gate("JWT", challenge='JWT realm="api"'))

situation("the contract says bearer, and the user's own field has another word",
          scan(exit=1, complete=True, operations=RIGHT), contract=BEARERS, serve=gate("Desk"),
          identities={"anna": {"header": {"Authorization": "Desk annas-made-up-token"}}, "ben": {"bearer": "Desk bens-made-up-token"}})

SECRET = "none-of-the-lists-has-this-made-up-secret-0123456789"
JWTS = {name: jwt({"sub": name, "exp": 4000000000}, SECRET) for name in ("anna", "ben")}


def believes(request):
    token = request.credential("JWT")
    claims = read_jwt(token or "", SECRET, checked=request.path == "/sound")
    if request.path in ("/mine", "/sound"):
        return answer(200, {"user": claims.claims["sub"]}) if claims else refuse(challenge="JWT")
    return not_found()


situation("a whole Authorization value with a JWT: the token within is forged",
          scan(exit=1, operations={"GET /mine": expected("open", "jwt-signature-unchecked", granted=["anna", "ben"]),
                                   "GET /sound": expected("enforced", granted=["anna", "ben"])}, allow=["jwt-long-lived", "scheme-confusion"]),
          contract=contract({"GET /mine": "key", "GET /sound": "key"}, {"key": api_key("Authorization")}),
          identities={name: {"header": {"Authorization": "JWT " + token}} for name, token in JWTS.items()}, serve=believes)
