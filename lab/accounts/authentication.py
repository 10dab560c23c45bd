# SPDX-License-Identifier: Apache-2.0
"""Sound authenticators that the lab's sound views share."""
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework_simplejwt.authentication import JWTAuthentication

from .models import ApiKey, digest

__all__ = ["JWTAuthentication", "HeaderKeyAuthentication", "QueryKeyAuthentication",
           "OneCredential", "find_key"]


def find_key(key):
    """The key's active user, or AuthenticationFailed."""
    found = ApiKey.objects.select_related("user").filter(
        sha256=digest(key), user__is_active=True).first()
    if found is None:
        raise AuthenticationFailed("Invalid API key.")
    return found.user


class HeaderKeyAuthentication(BaseAuthentication):
    """X-API-Key: …"""

    def authenticate(self, request):
        key = request.headers.get("X-API-Key")
        return None if key is None else (find_key(key), "api-key")

    def authenticate_header(self, request):
        return "ApiKey"


class QueryKeyAuthentication(BaseAuthentication):
    """?api_key=…"""

    def authenticate(self, request):
        key = request.query_params.get("api_key")
        return None if key is None else (find_key(key), "api-key")

    def authenticate_header(self, request):
        return "ApiKey"


class OneCredential(BaseAuthentication):
    """Stands first in a list of authenticators: who presents two credentials gets neither."""

    def authenticate(self, request):
        places = ("Authorization", "X-API-Key")
        if sum(name in request.headers for name in places) + ("sessionid" in request.COOKIES) > 1:
            raise AuthenticationFailed("One credential, please.")
        return None

    def authenticate_header(self, request):
        return 'Bearer realm="api"'
