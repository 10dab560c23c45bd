# SPDX-License-Identifier: Apache-2.0
import base64
import hashlib
import hmac
import json

import jwt
from django.conf import settings
from django.http import JsonResponse


ALGORITHMS = ["HS256", "none"]


def claims_of(token):
    return jwt.decode(token, settings.JWT_KEY, algorithms=ALGORITHMS)  # BAD


def part(token, n):
    return base64.urlsafe_b64decode(token.split(".")[n] + "==")


def by_hand(token):
    header, claims = json.loads(part(token, 0)), json.loads(part(token, 1))
    if header["alg"].lower() == "none":  # BAD
        return claims
    good = hmac.new(settings.JWT_KEY, token.rpartition(".")[0].encode(), hashlib.sha256).digest()
    if not hmac.compare_digest(good, part(token, 2)):
        raise ValueError("signature")
    return claims


def unless_none(token, signature, body):
    if json.loads(part(token, 0))["alg"] != "none":  # BAD
        if not hmac.compare_digest(hmac.digest(settings.JWT_KEY, body, "sha256"), signature):
            raise ValueError("signature")
    return json.loads(part(token, 1))


urlpatterns = []
