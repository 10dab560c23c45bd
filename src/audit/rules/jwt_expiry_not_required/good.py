# SPDX-License-Identifier: Apache-2.0
import time

from authlib.jose import JsonWebToken
import jwt
from django.conf import settings
from django.http import JsonResponse


REQUIRED = {"require": ["exp", "sub"]}


def claims_of(token):
    return jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"], options=REQUIRED)


def by_authlib(token):
    claims = JsonWebToken(["RS256"]).decode(token, settings.PUBLIC_KEY, claims_options={
        "exp": {"essential": True}, "iss": {"essential": True, "value": "desk"}})
    claims.validate()
    return claims


def held_against_the_clock(token):
    claims = jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"], options={"verify_exp": False})
    if claims["exp"] + 60 < time.time():
        raise jwt.ExpiredSignatureError()
    return claims


urlpatterns = []
