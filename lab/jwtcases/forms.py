# SPDX-License-Identifier: Apache-2.0
"""Readers of tokens in other forms than the compact one: each takes one step on trust."""
import base64
import json
import re
import time
import zlib

import jwt
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from jwt.utils import base64url_decode, base64url_encode

from . import keys
from .asymmetric import Rs256
from .strict import without_signature


def part(token, index):
    return base64url_decode(token.split(".")[index])


def unverified(payload):
    """The claims of a payload that nobody signed, if they are of this API and of this hour."""
    header = base64url_encode(b'{"alg":"none"}').decode()
    return without_signature("%s.%s." % (header, base64url_encode(payload).decode()))


def compact(form):
    """JSON, flattened or general, as compact tokens (RFC 7515, section 7.2)."""
    signatures = form["signatures"] if "signatures" in form else [form]
    return [".".join((each["protected"], form["payload"], each["signature"]))
            for each in signatures]


class JsonToo(Rs256):
    """Near miss: JSON is taken; every signature counts, and there is one at least."""

    def claims(self, token):
        if not token.startswith("{"):
            return super().claims(token)
        claims = None
        for each in compact(json.loads(token)):
            claims = super().claims(each)
        if claims is None:
            raise jwt.DecodeError("no signature")
        return claims


class TwoForms(JsonToo):
    """What is verified is JSON; what is believed stands between the dots."""

    def claims(self, token):
        super().claims(token)
        text = token.split(".")[1]
        believed = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if believed["exp"] < time.time():
            raise jwt.ExpiredSignatureError("too late")
        return believed


class TwoPayloads(JsonToo):
    """Of two payloads the last one is verified, and the first one believed."""

    def claims(self, token):
        verified = super().claims(token)
        first = re.search(r'"payload":"([^"]*)"', token)
        return unverified(base64url_decode(first[1])) if first else verified


class NoSignatures(Rs256):
    """All signatures are right, also where there are none."""

    def claims(self, token):
        if not token.startswith("{"):
            return super().claims(token)
        form = json.loads(token)
        for each in compact(form):
            super().claims(each)
        return unverified(base64url_decode(form["payload"]))


class Outvoted(JsonToo):
    """The header beside the token is believed like the one in it."""

    def claims(self, token):
        if token.startswith("{"):
            form = json.loads(token)
            protected = json.loads(base64url_decode(form["protected"]))
            if {**protected, **form.get("header", {})}["alg"] == "none":
                return unverified(base64url_decode(form["payload"]))
        return super().claims(token)


class TwoAlgorithms(Rs256):
    """The first alg is held against the list, and the last one used."""

    def claims(self, token):
        header = part(token, 0).decode()
        if re.search(r'"alg":\s*"([^"]*)"', header)[1] != "RS256":
            raise jwt.InvalidAlgorithmError("not allowed")
        if json.loads(header)["alg"] == "none":
            return unverified(part(token, 1))
        return super().claims(token)


class Nested(Rs256):
    """A token within a token is asked how it wants to be verified; the one around it is not."""

    def claims(self, token):
        if jwt.get_unverified_header(token).get("cty") != "JWT":
            return super().claims(token)
        inner = part(token, 1).decode()
        if jwt.get_unverified_header(inner)["alg"] == "none":
            return unverified(part(inner, 1))
        return super().claims(inner)


class NestedVerified(Rs256):
    """Near miss: each of the two is verified."""

    def claims(self, token):
        if jwt.get_unverified_header(token).get("cty") != "JWT":
            return super().claims(token)
        outer = jwt.api_jws.decode(token, self.key, algorithms=["RS256"])
        return super().claims(outer.decode())


class Unencoded(Rs256):
    """Where the payload is plain text, nobody found out what was signed."""

    def claims(self, token):
        if json.loads(part(token, 0)).get("b64") is False:
            return unverified(token.split(".")[1].encode())
        return super().claims(token)


class Compressed(Rs256):
    """What was compressed is verified when it comes back, which it never does."""

    def claims(self, token):
        if jwt.get_unverified_header(token).get("zip") == "DEF":
            return unverified(zlib.decompress(part(token, 1), -15))
        return super().claims(token)


class CompressedVerified(Rs256):
    """Near miss: zip is understood, and the signature is of what came."""

    def claims(self, token):
        if jwt.get_unverified_header(token).get("zip") != "DEF":
            return super().claims(token)
        payload = jwt.api_jws.decode(token, self.key, algorithms=["RS256"])
        return unverified(zlib.decompress(payload, -15))


def decrypted(token):
    """The text of a JWE for the published key (RFC 7516, section 5.2)."""
    segments = token.split(".")
    header = json.loads(part(token, 0))
    digest = {"RSA-OAEP": hashes.SHA1, "RSA-OAEP-256": hashes.SHA256}[header["alg"]]()
    key = keys.private("rs256").decrypt(part(token, 1), padding.OAEP(
        padding.MGF1(digest), digest, None))
    return AESGCM(key).decrypt(part(token, 2), part(token, 3) + part(token, 4),
                               segments[0].encode()).decode()


class Encrypted(Rs256):
    """An envelope for us is from a friend: what is in it need not be signed."""

    def claims(self, token):
        if token.count(".") != 4:
            return super().claims(token)
        text = decrypted(token)
        if jwt.get_unverified_header(text)["alg"] == "none":
            return unverified(part(text, 1))
        return super().claims(text)


class EncryptedClaims(Rs256):
    """The same, for claims that are in no token."""

    def claims(self, token):
        return unverified(decrypted(token).encode()) if token.count(".") == 4 \
            else super().claims(token)


class EncryptedSigned(Rs256):
    """Near miss: an envelope is opened, and what is in it verified."""

    def claims(self, token):
        return super().claims(decrypted(token) if token.count(".") == 4 else token)
