# SPDX-License-Identifier: Apache-2.0
import jwt
from django.conf import settings
from django.http import JsonResponse


def claims_of(token):
    return jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"], audience="api", issuer="us")


def by_hand(token):
    claims = jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"], audience="a", options={"require": ["exp", "iss"]})
    if claims["iss"] not in settings.ISSUERS:
        raise jwt.InvalidIssuerError
    return claims


urlpatterns = []
