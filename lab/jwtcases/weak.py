# SPDX-License-Identifier: Apache-2.0
"""Cases under a guessable secret: who knows it can mint tokens, and see which claims are checked."""
import hashlib
import hmac
import json

import jwt
from jwt.utils import base64url_decode, base64url_encode
from rest_framework.permissions import BasePermission

from .keys import BLANK, WEAK, WEAK_512
from .strict import REQUIRED, Strict, without_signature


def requiring(*names):
    return {"require": list(names)}


class Weak(Strict):
    """Sound but for its secret."""
    key = WEAK


class Weak512(Strict):
    key, algorithm = WEAK_512, "HS512"


class Blank(Strict):
    """The secret's variable is not set."""
    key = BLANK


class ExpiredAccepted(Weak):
    decoding = dict(Weak.decoding, options=dict(REQUIRED, verify_exp=False))


class ExpiryNotRequired(Weak):
    """exp counts when it is there."""
    decoding = dict(Weak.decoding, options=requiring("nbf", "iat", "iss", "aud", "sub"))


class NotYetIgnored(Weak):
    """Neither nbf nor a time of issue in the future is looked at."""
    decoding = dict(Weak.decoding, options=dict(REQUIRED, verify_nbf=False, verify_iat=False))


class IssuerUnchecked(Weak):
    decoding = {"audience": "api", "options": requiring("exp", "nbf", "iat", "aud", "sub")}


class AudienceUnchecked(Weak):
    decoding = {"issuer": "myapp", "options": dict(
        requiring("exp", "nbf", "iat", "iss", "sub"), verify_aud=False)}


class CritIgnored(Weak):
    """A signature checked by hand, and of the header only the algorithm."""

    def claims(self, token):
        message, _, signature = token.encode().rpartition(b".")
        header = json.loads(base64url_decode(message.split(b".")[0]))
        expected = hmac.new(self.key.encode(), message, hashlib.sha256).digest()
        if header["alg"] != "HS256" or not hmac.compare_digest(
                expected, base64url_decode(signature)):
            raise jwt.InvalidSignatureError("no match")
        return without_signature(token_without_header(message))


def token_without_header(message):
    """The same claims under a header that asks for nothing."""
    return b".".join([base64url_encode(b'{"alg":"HS256"}'), message.split(b".")[1], b""]).decode()


class ShortLeeway(Weak):
    """Near miss: clocks may differ by ten seconds."""
    decoding = dict(Weak.decoding, leeway=10)


class StaffByClaim(BasePermission):
    """Believes the token's role."""

    def has_permission(self, request, view):
        return bool(request.auth) and request.auth.get("role") in ("staff", "admin")


class StaffByDatabase(BasePermission):
    def has_permission(self, request, view):
        return bool(request.auth) and request.user.is_staff


class Scoped(BasePermission):
    """Any of these is enough."""
    scopes = {"orders:read"}

    def has_permission(self, request, view):
        return bool(request.auth) and not self.scopes.isdisjoint(
            request.auth.get("scope", "").split())


class EitherScope(Scoped):
    scopes = {"reports:read", "orders:read"}
