# SPDX-License-Identifier: Apache-2.0
"""Keys of the token cases. LAB ONLY: the secrets are published here; key pairs are made by seed."""
import functools

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.conf import settings

WEAK = "secret"  # first in every dictionary
WEAK_512 = "changeme"
BLANK = ""

PAIRS = {
    "rs256": lambda: rsa.generate_private_key(65537, 2048),
    "rs1024": lambda: rsa.generate_private_key(65537, 1024),
    "es256": lambda: ec.generate_private_key(ec.SECP256R1()),
}


def make_pairs():
    """Writes fresh key pairs to the run directory."""
    for name, generate in PAIRS.items():
        pem = generate().private_bytes(serialization.Encoding.PEM,
                                       serialization.PrivateFormat.PKCS8,
                                       serialization.NoEncryption())
        (settings.RUN / (name + ".pem")).write_bytes(pem)


@functools.lru_cache(maxsize=None)
def private(name):
    return serialization.load_pem_private_key((settings.RUN / (name + ".pem")).read_bytes(), None)


@functools.lru_cache(maxsize=None)
def public_pem(name):
    return private(name).public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def number(value, size):
    return jwt.utils.base64url_encode(value.to_bytes(size, "big")).decode()


def jwks():
    """What /.well-known/jwks.json publishes."""
    rsa_key = private("rs256").public_key().public_numbers()
    ec_key = private("es256").public_key().public_numbers()
    return {"keys": [
        {"kty": "RSA", "kid": "rs256", "use": "sig", "alg": "RS256",
         "n": number(rsa_key.n, 256), "e": number(rsa_key.e, 3)},
        {"kty": "EC", "kid": "es256", "use": "sig", "alg": "ES256", "crv": "P-256",
         "x": number(ec_key.x, 32), "y": number(ec_key.y, 32)},
    ]}
