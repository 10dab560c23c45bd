# SPDX-License-Identifier: Apache-2.0
from authlib.jose import jwt as authlib_jwt
import jwt
from django.conf import settings
from django.http import JsonResponse


def claims_of(token):
    return jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"])  # BAD


def expired(token):
    return jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"],  # BAD
                      options={"verify_exp": False, "require": ["exp"]})


def by_authlib(token):
    return authlib_jwt.decode(token, settings.PUBLIC_KEY)  # BAD


urlpatterns = []
