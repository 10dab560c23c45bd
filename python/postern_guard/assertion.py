# SPDX-License-Identifier: Apache-2.0
"""A signed decision, read and verified. Needs nothing but the standard library."""
import base64
import binascii
import hashlib
import hmac
import json

HEADER = {"alg": "HS256", "typ": "postern-assertion+jwt"}
ISSUER = "postern-guard"
MOST_BYTES = 16384
LEAST_SECRET = 32


class Refused(Exception):
    """The assertion is none. The words are for a log, not for whoever sent it."""


def decode(text):
    """Base64url as RFC 7515 has it: no padding, nothing left over."""
    if not text.isascii() or "=" in text or len(text) % 4 == 1:
        raise Refused("a part is not base64url")
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise Refused("a part is not base64url") from None
    if base64.urlsafe_b64encode(data).rstrip(b"=").decode() != text:
        raise Refused("a part is not base64url")
    return data


def unique(pairs):
    """An object in which no member stands twice."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Refused("a member stands twice")
    return members


def parse(data):
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=unique)
    except (ValueError, RecursionError):
        raise Refused("a part is not JSON") from None
    if not isinstance(value, dict):
        raise Refused("a part is no object")
    return value


class Assertion:
    """What the guard said of this request."""

    def __init__(self, claims):
        self.subject = claims.get("sub") or None
        self.scheme = claims.get("scheme")
        self.scopes = frozenset((claims.get("scope") or "").split())

    @classmethod
    def verify(cls, text, secret, audience, method, path, now, leeway=0):
        """An assertion about just this request; Refused otherwise. path is decoded, as Django has it."""
        if len(secret) < LEAST_SECRET:
            raise ValueError("the secret is too short")
        if len(text) > MOST_BYTES or text.count(".") != 2:
            raise Refused("it is no compact JWS")
        signed, _, signature = text.rpartition(".")
        expected = hmac.new(secret, signed.encode("utf-8", "surrogateescape"), hashlib.sha256).digest()
        if not hmac.compare_digest(decode(signature), expected):
            raise Refused("the signature is wrong")
        header, payload = (parse(decode(part)) for part in signed.split("."))
        if header != HEADER:
            raise Refused("it is of another type")
        cls.check(payload, audience, method, path, now, leeway)
        return cls(payload)

    @staticmethod
    def check(claims, audience, method, path, now, leeway):
        if claims.get("iss") != ISSUER or claims.get("aud") != audience:
            raise Refused("it is of or for somebody else")
        times = claims.get("iat"), claims.get("exp")
        if not all(type(time) is int for time in times):
            raise Refused("it says no time")
        if not times[0] - leeway <= now < times[1] + leeway:
            raise Refused("it is out of date")
        if claims.get("method") != method or claims.get("path") != path:
            raise Refused("it is about another request")
        if not all(isinstance(claims.get(name, ""), str) for name in ("sub", "scheme", "scope")):
            raise Refused("a claim is no text")
