# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth.models import User
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from cargo import tokens


class ByHand(BaseAuthentication):
    """Verified by functions of another module."""

    def authenticate(self, request):
        parts = get_authorization_header(request).split()
        if len(parts) != 2:
            return None
        try:
            claims = tokens.verified(parts[1].decode())
        except (ValueError, KeyError):
            raise AuthenticationFailed()
        user = User.objects.filter(pk=claims["sub"], is_active=True).first()
        if user is None:
            raise AuthenticationFailed()
        return user, claims

    def authenticate_header(self, request):
        return "Bearer"
