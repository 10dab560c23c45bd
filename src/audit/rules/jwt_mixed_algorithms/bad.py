# SPDX-License-Identifier: Apache-2.0
import base64
import hashlib
import hmac
import json

import jwt
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives import hashes, serialization
from django.conf import settings
from django.http import JsonResponse


def claims_of(token):
    return jwt.decode(token, settings.JWT_KEY, algorithms=["HS256", "RS256"])  # BAD


def with_public(token):
    return jwt.decode(token, settings.PUBLIC_KEY, algorithms=["RS256", "HS256"])  # BAD


def as_it_says(token):
    header = jwt.get_unverified_header(token)
    return jwt.decode(token, settings.JWT_KEY, algorithms=[header["alg"]])  # BAD


def by_hand(signed, signature, alg):
    if alg == "HS256":
        good = hmac.new(settings.PUBLIC_KEY.encode(), signed, hashlib.sha256).digest()  # BAD
        return hmac.compare_digest(good, signature)
    key = serialization.load_pem_public_key(settings.PUBLIC_KEY.encode())
    key.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
    return True


def hs256(signed, signature, key):
    return hmac.compare_digest(hmac.new(key, signed, hashlib.sha256).digest(), signature)


def rs256(signed, signature, key):
    serialization.load_pem_public_key(key).verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
    return True


def chosen(signed, signature, header, pem):
    if header["alg"].startswith("HS"):
        return hs256(signed, signature, pem)  # BAD
    return rs256(signed, signature, pem)


def any_of_them(token):
    names = list(jwt.algorithms.get_default_algorithms())
    return jwt.decode(token, settings.JWT_KEY, algorithms=names)  # BAD


urlpatterns = []
