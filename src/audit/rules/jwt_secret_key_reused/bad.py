# SPDX-License-Identifier: Apache-2.0
import jwt
from django.conf import settings
from django.http import JsonResponse


def claims_of(token):
    return jwt.decode(token, settings.SECRET_KEY, algorithms=["HS256"])  # BAD


urlpatterns = []

KEY = settings.SECRET_KEY


def by_name(token):
    return jwt.decode(token, KEY, algorithms=["HS256"])  # BAD


class Codec:
    def __init__(self):
        self.key = settings.SECRET_KEY

    def read(self, token):
        return jwt.decode(token, self.key, algorithms=["HS256"])  # BAD


def by_local_name(token):
    key = settings.SECRET_KEY
    return jwt.decode(token, key, algorithms=["HS256"])  # BAD
