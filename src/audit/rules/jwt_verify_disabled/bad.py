# SPDX-License-Identifier: Apache-2.0
import jwt
from django.conf import settings
from django.http import JsonResponse


def claims_of(token):
    return jwt.decode(token, options={"verify_signature": False})  # BAD


def older(token):
    return jwt.decode(token, "", verify=False)  # BAD


def switched(token):
    return jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"],  # BAD
                      options={"verify_signature": False, "require": ["exp"]})


class Base:
    options = {"verify_signature": True}

    def claims(self, token):
        return jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"], options=self.options)


class Derived(Base):  # BAD
    options = dict(Base.options, verify_signature=False)


def either(token, internal):
    if internal:
        claims = jwt.decode(token, options={"verify_signature": False})  # BAD
    else:
        claims = jwt.decode(token, "made up for this example", algorithms=["HS256"])
    return claims


def early(token, trusted):
    if trusted:
        return jwt.decode(token, options={"verify_signature": False})  # BAD
    return jwt.decode(token, "made up for this example", algorithms=["HS256"])


urlpatterns = []
