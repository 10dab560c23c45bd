# SPDX-License-Identifier: Apache-2.0
"""An included file says PyJWT 1.7, which heeds verify=False, and takes it as the third argument."""
import jwt
from django.conf import settings
from django.contrib.auth.models import User
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed

REQUIRED = {"require": ["exp", "sub"]}


class Shown(BaseAuthentication):
    def authenticate(self, request):
        shown = request.headers.get("Authorization", "")
        if not shown.startswith("Bearer "):
            return None
        try:
            claims = jwt.decode(shown[7:], settings.LETTER_KEY, algorithms=["HS256"], verify=False,  # finds: jwt-verify-disabled
                                audience="letters", issuer="desk", options=REQUIRED)
            user = User.objects.get(pk=claims["sub"], is_active=True)
        except (jwt.PyJWTError, User.DoesNotExist, ValueError):
            raise AuthenticationFailed()
        return user, claims

    def authenticate_header(self, request):
        return "Bearer"


def third(token):
    return jwt.decode(token, settings.LETTER_KEY, False)  # finds: jwt-verify-disabled


def chosen(token):
    return jwt.decode(token, settings.LETTER_KEY, audience="letters", issuer="desk", options=REQUIRED)  # finds: jwt-no-algorithms
