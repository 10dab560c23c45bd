# SPDX-License-Identifier: Apache-2.0
"""Cases with key pairs: confusion with HMAC, weak RSA, and a hand-written ECDSA check."""
import hashlib
import hmac

import jwt
from jwt.utils import base64url_decode

from . import keys
from .p256 import in_range, verify_without_range_check
from .strict import Strict, without_signature


class Rs256(Strict):
    algorithm = "RS256"

    @property
    def key(self):
        return keys.public_pem("rs256")


class HmacWithPublicKey(Rs256):
    """The token chooses the algorithm; for HMAC the "secret" is then the published key."""

    def decode(self, token, header):
        if header["alg"] != "HS256":
            return super().decode(token, header)
        message, _, signature = token.encode().rpartition(b".")
        expected = hmac.new(self.key, message, hashlib.sha256).digest()
        if not hmac.compare_digest(expected, base64url_decode(signature)):
            raise jwt.InvalidSignatureError("no match")
        return without_signature(token)


class Rs1024(Rs256):
    @property
    def key(self):
        return keys.public_pem("rs1024")


class Es256(Strict):
    algorithm = "ES256"

    @property
    def key(self):
        return keys.public_pem("es256")


class Psychic(Es256):
    """ECDSA by the formula, without asking whether r and s are in range."""
    ranged = False

    def decode(self, token, header):
        if header["alg"] != "ES256":
            raise jwt.InvalidAlgorithmError("ES256 only")
        message, _, signature = token.encode().rpartition(b".")
        raw = base64url_decode(signature)
        point = keys.private("es256").public_key().public_numbers()
        if self.ranged and not in_range(raw):
            raise jwt.InvalidSignatureError("no signature")
        if len(raw) != 64 or not verify_without_range_check(
                (point.x, point.y), int.from_bytes(hashlib.sha256(message).digest(), "big"),
                int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")):
            raise jwt.InvalidSignatureError("no match")
        return without_signature(token)


class PsychicRanged(Psychic):
    """Near miss: the same formula, behind the question."""
    ranged = True
