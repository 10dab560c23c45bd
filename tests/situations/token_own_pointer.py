# SPDX-License-Identifier: Apache-2.0
"""Headers that lead to a key: what the genuine one holds must not hide what a forged one could."""
import urllib.request

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa as rsa_keys

from situation import *
from situation_token import *

KEY = Rsa()
OWN = KEY.certificate_base64()


def by_own_or(other):
    """x5c must be the certificate of its own; without it, another way is taken."""
    def accepts(token):
        if "x5c" in token.header:
            return token.header["x5c"] == [OWN] and KEY.verifies(token)
        return verifies(other(token.header), token)
    return gate(accepts)


def fetched(header):
    with urllib.request.urlopen(header["x5u"], timeout=20) as page:
        return x509.load_pem_x509_certificate(page.read()).public_key()


def brought(header):
    jwk = header["jwk"]
    n, e = (int.from_bytes(unb64(jwk[name]), "big") for name in ("n", "e"))
    return rsa_keys.RSAPublicNumbers(e, n).public_key()


HELD = held(mint(KEY.sign, alg="RS256", kid="k1", x5c=[OWN]))

situation("without its own certificate, the one that x5u leads to is believed",
          scan(exit=1, operations={"GET /me": expected("open", "jwt-remote-key")}),
          contract=ME, identities=HELD, serve=by_own_or(fetched))

situation("without its own certificate, the key in jwk is believed",
          scan(exit=1, operations={"GET /me": expected("open", "jwt-embedded-key")}),
          contract=ME, identities=HELD, serve=by_own_or(brought))

situation("nothing but its own certificate is believed",
          scan(exit=0, complete=True, operations={"GET /me": expected("enforced", granted=["anna"])}),
          contract=ME, identities=HELD, serve=by_own_or(lambda header: None))
