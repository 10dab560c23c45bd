# SPDX-License-Identifier: Apache-2.0
"""Cases under a strong HMAC secret: the token itself is made to say how it wants to be verified."""
import json
import urllib.parse
import urllib.request
from pathlib import Path

import jwt
from django.conf import settings
from django.db import Error, connection
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import InvalidToken, TokenError
from rest_framework_simplejwt.tokens import UntypedToken

from .models import Key
from .strict import Strict, without_signature

KEYS = Path(settings.RUN, "keys")


class SignatureUnchecked(Strict):
    def decode(self, token, header):
        return jwt.decode(token, options={"verify_signature": False})


class NoneAccepted(Strict):
    """"none" is taken at its word."""

    def decode(self, token, header):
        if header["alg"] == "none":
            return without_signature(token)
        return super().decode(token, header)


class NoneInDisguise(Strict):
    """"none" is on a deny list; nOnE is not, and means the same two lines later."""

    def decode(self, token, header):
        if header["alg"] in ("none", "None", "NONE"):
            raise jwt.InvalidAlgorithmError("unsigned")
        if header["alg"].lower() == "none":
            return without_signature(token)
        return super().decode(token, header)


class BlankInRotation(Strict):
    """Keys in rotation; the old one comes from a variable that nobody sets."""
    keys = [settings.SECRET_KEY, ""]

    def decode(self, token, header):
        for key in self.keys:
            try:
                return jwt.decode(token, key, algorithms=["HS256"], **self.decoding)
            except jwt.InvalidSignatureError:
                continue
        raise jwt.InvalidSignatureError("no key fits")


class RotationOfTwo(BlankInRotation):
    keys = [settings.SECRET_KEY, "LAB-ONLY-previous-8c41f0d2b7"]


class KidIsPath(Strict):
    """kid names the key's file; ../../dev/null is one, too."""

    def decode(self, token, header):
        with open(KEYS / header.get("kid", "lab"), "rb") as file:
            self.key = file.read(4096)
        return super().decode(token, header)


class KidIsName(Strict):
    """Near miss: kid is looked up in a dictionary."""
    keys = {"lab": settings.SECRET_KEY}

    def decode(self, token, header):
        self.key = self.keys[header.get("kid", "lab")]
        return super().decode(token, header)


class KidIsSql(Strict):
    def decode(self, token, header):
        with connection.cursor() as cursor:
            try:
                cursor.execute("SELECT secret FROM jwtcases_key WHERE kid = '%s'"
                               % header.get("kid", "lab"))
                self.key = cursor.fetchone()[0]
            except Error as error:
                raise jwt.InvalidKeyError(str(error))
        return super().decode(token, header)


class KidIsParameter(Strict):
    def decode(self, token, header):
        found = Key.objects.filter(kid=header.get("kid", "lab")).first()
        if found is None:
            raise jwt.InvalidKeyError("unknown kid")
        self.key = found.secret
        return super().decode(token, header)


class EmbeddedKey(Strict):
    """The token brings the key that it was signed with."""

    def decode(self, token, header):
        if "jwk" not in header:
            return super().decode(token, header)
        key = jwt.PyJWK.from_dict(header["jwk"], algorithm=header["alg"]).key
        return jwt.decode(token, key, algorithms=[header["alg"]], **self.decoding)


def fetch_key(url, kid):
    """LAB ONLY: loopback, small, quick."""
    if urllib.parse.urlsplit(url).hostname not in ("127.0.0.1", "localhost"):
        raise jwt.InvalidKeyError("not loopback")
    with urllib.request.urlopen(url, timeout=3) as answer:
        keys = json.loads(answer.read(65536))["keys"]
    return next(key for key in keys if kid is None or key.get("kid") == kid)


class RemoteKey(Strict):
    """The token says where its key is to be had."""

    def decode(self, token, header):
        if "jku" not in header:
            return super().decode(token, header)
        try:
            found = fetch_key(header["jku"], header.get("kid"))
        except StopIteration:
            raise jwt.InvalidKeyError("unknown kid")
        key = jwt.PyJWK.from_dict(found, algorithm=header["alg"]).key
        return jwt.decode(token, key, algorithms=[header["alg"]], **self.decoding)


class RemoteKeyListed(RemoteKey):
    """Near miss: one address is trusted, and it is not the sender's."""
    listed = "https://keys.lab.example/jwks.json"

    def decode(self, token, header):
        if header.get("jku", self.listed) != self.listed:
            raise jwt.InvalidKeyError("not listed")
        return Strict.decode(self, token, header)


class AnyType(JWTAuthentication):
    """simplejwt asked for any type of token: the refresh token passes."""

    def get_validated_token(self, raw_token):
        try:
            return UntypedToken(raw_token)
        except TokenError as error:
            raise InvalidToken(str(error))


class PeekThenVerify(Strict):
    """Near miss: an unverified look at the issuer, then the full check."""

    def decode(self, token, header):
        peek = jwt.decode(token, options={"verify_signature": False})
        if peek.get("iss") != "myapp":
            raise jwt.InvalidIssuerError("another issuer")
        return super().decode(token, header)


class JwkIgnored(Strict):
    """Near miss: a jwk in the header is read and not used."""

    def decode(self, token, header):
        header.get("jwk")
        return super().decode(token, header)
