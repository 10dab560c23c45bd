# SPDX-License-Identifier: Apache-2.0
import jwt
from django.conf import settings
from django.http import JsonResponse


def claims_of(token):
    peek = jwt.decode(token, options={"verify_signature": False})
    key = settings.KEYS[peek["iss"]]
    return jwt.decode(token, key, algorithms=["RS256"], audience="api", issuer=peek["iss"])


def with_options(token):
    return jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"],
                      options={"verify_signature": True, "require": ["exp"]})


def issuer_of(token):
    return jwt.decode(token, options={"verify_signature": False})["iss"]


def verified(token, key):
    return jwt.decode(token, key, algorithms=["RS256"])


def read(token, keys):
    return verified(token, keys[issuer_of(token)])


urlpatterns = []


def peek(token):
    return jwt.decode(token, options={"verify_signature": False})


def by_issuer(token, keys):
    issuer = peek(token).get("iss")
    if issuer not in keys:
        raise jwt.InvalidIssuerError("unknown issuer")
    return jwt.decode(token, keys[issuer], algorithms=["RS256"], options={"require": ["exp"]})


from case import peek


def by_keyword(token, keys, make):
    key = keys[peek(token)["iss"]]
    return make(peek=jwt.decode(token, key, algorithms=["RS256"]))


def glimpse(token):
    return jwt.decode(token, options={"verify_signature": False})


def by_table(token, keys):
    issuer = glimpse(token).get("iss")
    if issuer not in keys:
        raise jwt.InvalidIssuerError("unknown issuer")
    return jwt.decode(token, keys[issuer], algorithms=["RS256"], options={"require": ["exp"]})


def of_another_kind(rows):
    glimpse = rows[:3]
    return glimpse
