# SPDX-License-Identifier: Apache-2.0
"""A sound bearer authenticator on PyJWT. Each case weakens one of its steps."""
from http.client import HTTPException

import jwt
from django.conf import settings
from django.contrib.auth.models import User
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed

# What a token of strange content makes the steps below raise.
MALFORMED = (AttributeError, LookupError, OSError, TypeError, ValueError)
REQUIRED = {"require": ["exp", "nbf", "iat", "iss", "aud", "sub"]}


class Strict(BaseAuthentication):
    algorithm = "HS256"
    key = settings.SECRET_KEY
    decoding = {"audience": "api", "issuer": "myapp", "options": REQUIRED}

    def authenticate(self, request):
        words = request.headers.get("Authorization", "").split(" ")
        if words[0] != "Bearer":
            return None
        if len(words) != 2:
            raise AuthenticationFailed("Malformed token.")
        try:
            claims = self.claims(words[1])
            return self.user(claims), claims
        except (jwt.PyJWTError, User.DoesNotExist, HTTPException, *MALFORMED):
            raise AuthenticationFailed("Invalid token.")

    def authenticate_header(self, request):
        return 'Bearer realm="jwt"'

    def claims(self, token):
        """The verified claims. Raises for a token that is not good."""
        header = jwt.get_unverified_header(token)
        if "crit" in header:
            raise jwt.InvalidTokenError("unknown critical header")
        return self.decode(token, header)

    def decode(self, token, header):
        return jwt.decode(token, self.key, algorithms=[self.algorithm], **self.decoding)

    def user(self, claims):
        if claims.get("token_type") != "access":
            raise jwt.InvalidTokenError("not an access token")
        return User.objects.get(pk=claims["sub"], is_active=True)


def without_signature(token):
    """The claims of a token whose signature was judged elsewhere."""
    return jwt.decode(token, options={"verify_signature": False, "verify_exp": True,
                                      "verify_nbf": True, "verify_aud": True, "verify_iss": True,
                                      **REQUIRED}, audience="api", issuer="myapp")
