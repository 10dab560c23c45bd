# SPDX-License-Identifier: Apache-2.0
import jwt
from django.conf import settings
from django.http import JsonResponse

import os

KEY = os.environ["JWT_KEY"]
PUBLIC = """-----BEGIN PUBLIC KEY-----"""


def claims_of(token):
    return jwt.decode(token, KEY, algorithms=["HS256"])


def by_public_key(token):
    return jwt.decode(token, PUBLIC, algorithms=["RS256"])


PARTNER_KEY = os.environ.get("PARTNER_KEY", "")


def by_a_key_that_may_be_missing(token):
    if not PARTNER_KEY:
        raise jwt.InvalidTokenError("no partner")
    return jwt.decode(token, PARTNER_KEY, algorithms=["HS256"])


def by_a_public_key_that_may_be_missing(token):
    return jwt.decode(token, os.environ.get("PARTNER_PUBLIC", ""), algorithms=["RS256"])


def by_public_number(token):
    return jwt.decode(token, os.environ.get("PARTNER_PEM", "MCowBQYDK2VwAyEA"), algorithms=["EdDSA"])


urlpatterns = []
