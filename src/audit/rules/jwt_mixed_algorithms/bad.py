# SPDX-License-Identifier: Apache-2.0
import jwt
from django.conf import settings
from django.http import JsonResponse


def claims_of(token):
    return jwt.decode(token, settings.JWT_KEY, algorithms=["HS256", "RS256"])  # BAD


def with_public(token):
    return jwt.decode(token, settings.PUBLIC_KEY, algorithms=["RS256", "HS256"])  # BAD


def as_it_says(token):
    header = jwt.get_unverified_header(token)
    return jwt.decode(token, settings.JWT_KEY, algorithms=[header["alg"]])  # BAD


urlpatterns = []
