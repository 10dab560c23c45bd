# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth import get_user_model
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed

from berths.tokens import Reader, TokenError


class TokenAuthentication(BaseAuthentication):
    """Sound; its reader is made when it is."""

    def __init__(self):
        self.reader = Reader()

    def authenticate(self, request):
        kind, _, raw = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if kind != "Bearer":
            return None
        try:
            claims = self.reader.read(raw)
        except TokenError:
            raise AuthenticationFailed("The token is not valid.")
        user = get_user_model().objects.filter(pk=claims["sub"], is_active=True).first()
        if user is None:
            raise AuthenticationFailed("No such user.")
        return user, claims

    def authenticate_header(self, request):
        return "Bearer"
