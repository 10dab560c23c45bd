# SPDX-License-Identifier: Apache-2.0
"""Issuers of tokens for situations: by HMAC or RSA, spelled as one likes, verified as soundly as one likes."""
import base64
import datetime
import hashlib
import hmac
import json
import re
import time

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from situation import answer, contract, not_found, refuse, unb64

STRONG = "made-up-and-on-no-list-8b1f0c55e2d94f1"
HASHES = {"256": hashlib.sha256, "384": hashlib.sha384, "512": hashlib.sha512}


def mac(secret, message, bits="256"):
    secret = secret if isinstance(secret, bytes) else secret.encode()
    return hmac.new(secret, message, HASHES[bits]).digest()


class Parts:
    """A token taken apart, and nothing looked at."""

    def __init__(self, token):
        if not re.fullmatch(r"[\w.=-]+", token or ""):
            raise ValueError("no token")
        segments = token.split(".")
        self.message = ".".join(segments[:2]).encode()
        self.header, self.claims = (json.loads(unb64(part.rstrip("="))) for part in segments[:2])
        self.signature = unb64(segments[2].rstrip("=")) if len(segments) > 2 else b""
        self.alg, self.kid = self.header.get("alg"), self.header.get("kid")
        self.live = self.claims.get("exp", 0) > time.time()


def parts(token):
    try:
        return Parts(token)
    except (ValueError, AttributeError, TypeError):
        return None


def encode(data, pad=False):
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    text = base64.urlsafe_b64encode(data).decode()
    return text if pad else text.rstrip("=")


def mint(sign, claims=None, pad=False, **header):
    """A token that is good for an hour, unless its claims say otherwise."""
    now = int(time.time())
    claims = {"sub": "anna", "iat": now, "exp": now + 3600, **(claims or {})}
    message = encode({"typ": "JWT", **header}, pad) + "." + encode(claims, pad)
    return message + "." + encode(sign(message.encode()), pad)


def hs(secret=STRONG, bits="256"):
    return lambda message: mac(secret, message, bits)


class Rsa:
    """A key pair; `verifies` is sound."""

    def __init__(self):
        self.private = rsa.generate_private_key(65537, 2048)
        self.public = self.private.public_key()
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        self.pem = self.public.public_bytes(serialization.Encoding.PEM, form)
        self.der = self.public.public_bytes(serialization.Encoding.DER, form)
        numbers = self.public.public_numbers()
        self.n = numbers.n.to_bytes(256, "big")

    def sign(self, message):
        return self.private.sign(message, padding.PKCS1v15(), hashes.SHA256())

    def verifies(self, token):
        return verifies(self.public, token)

    def jwk(self, pad=False, **more):
        return {"kty": "RSA", "use": "sig", "n": encode(self.n, pad), "e": "AQAB", **more}

    def certificate(self):
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "made up")])
        now = datetime.datetime(2025, 1, 1)
        return (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(self.public)
                .serial_number(7).not_valid_before(now).not_valid_after(now + datetime.timedelta(3650))
                .sign(self.private, hashes.SHA256()))

    def certificate_pem(self):
        return self.certificate().public_bytes(serialization.Encoding.PEM)

    def certificate_base64(self):
        return base64.b64encode(self.certificate().public_bytes(serialization.Encoding.DER)).decode()


def verifies(public, token):
    """Whether this public key signed these Parts, by RS256."""
    try:
        public.verify(token.signature, token.message, padding.PKCS1v15(), hashes.SHA256())
        return token.alg == "RS256"
    except (InvalidSignature, AttributeError):
        return False


def gate(accepts, path="/me", present=lambda request: request.credential(), pages=None):
    """An API with one guarded read. accepts: from Parts of a live token to a bool; it may raise. pages: path to a
    body that anybody may read."""
    def serve(request):
        page = (pages or {}).get(request.path)
        if page is not None and request.method == "GET":
            return answer(200, page)
        if request.path != path:
            return not_found()
        token = parts(present(request))
        try:
            good = token is not None and token.live and accepts(token)
        except (ValueError, KeyError, TypeError, AttributeError, OSError):
            good = False
        return answer(200, {"user": token.claims.get("sub"), "plan": "small"}) if good else refuse("invalid token")
    return serve


ME = contract({"GET /me": "bearer"})


def held(token, **others):
    return {"anna": {"bearer": token}, **{name: {"bearer": value} for name, value in others.items()}}
