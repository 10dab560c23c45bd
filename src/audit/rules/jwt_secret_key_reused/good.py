# SPDX-License-Identifier: Apache-2.0
import jwt
from django.conf import settings
from django.http import JsonResponse


def claims_of(token):
    return jwt.decode(token, settings.JWT_KEY, algorithms=["HS256"])


urlpatterns = []

PEPPER = settings.SECRET_KEY
KEY = settings.JWT_KEY


def by_name(token):
    return jwt.decode(token, KEY, algorithms=["HS256"])


class Codec:
    def __init__(self, own=False):
        self.key = settings.SECRET_KEY
        if own:
            self.key = settings.JWT_KEY

    def read(self, token):
        return jwt.decode(token, self.key, algorithms=["HS256"])


def signed(value):
    key = settings.SECRET_KEY
    return make(key, value)


def with_key(token, key):
    return jwt.decode(token, key, algorithms=["HS256"])


class Signer:
    def __init__(self):
        self.own = settings.SECRET_KEY


class Reader:
    def read(self, token):
        return jwt.decode(token, self.own, algorithms=["HS256"])
