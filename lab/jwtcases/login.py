# SPDX-License-Identifier: Apache-2.0
"""Logins of the token cases: each family is signed by its own key."""
import time
import uuid

import jwt
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import JsonResponse
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from . import keys

YEAR = 365 * 86400

# family: (key, algorithm, life in seconds or None)
FAMILIES = {
    "weak": (lambda: keys.WEAK, "HS256", 1800),
    "weak512": (lambda: keys.WEAK_512, "HS512", 1800),
    "blank": (lambda: keys.BLANK, "HS256", 1800),
    "rs256": (lambda: keys.private("rs256"), "RS256", 1800),
    "rs1024": (lambda: keys.private("rs1024"), "RS256", 1800),
    "es256": (lambda: keys.private("es256"), "ES256", 1800),
    "no-expiry": (lambda: settings.SECRET_KEY, "HS256", None),
    "long-lived": (lambda: settings.SECRET_KEY, "HS256", 10 * YEAR),
}
PUBLISHED = ("rs256", "es256")


def issue(user, family):
    key, algorithm, life = FAMILIES[family]
    now = int(time.time())
    claims = {"token_type": "access", "iss": "myapp", "aud": "api", "iat": now, "nbf": now,
              "sub": str(user.pk), "jti": uuid.uuid4().hex,
              "role": "staff" if user.is_staff else "user", "scope": "orders:read"}
    if life is not None:
        claims["exp"] = now + life
    headers = {"kid": family} if family in PUBLISHED else None
    return jwt.encode(claims, key(), algorithm=algorithm, headers=headers)


class Login(APIView):
    authentication_classes = []
    permission_classes = [AllowAny]

    def post(self, request, family):
        data = request.data if isinstance(request.data, dict) else {}
        user = authenticate(request._request, username=data.get("username"),
                            password=data.get("password"))
        if user is None:
            raise AuthenticationFailed("Wrong username or password.")
        return Response({"access": issue(user, family)})

    def get_authenticate_header(self, request):
        return 'Bearer realm="jwt"'


def jwks(request):
    return JsonResponse(keys.jwks())
