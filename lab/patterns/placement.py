# SPDX-License-Identifier: Apache-2.0
"""Tokens taken from where the contract does not put them (token-in-query, -header, -cookie)."""
from accounts.authentication import JWTAuthentication

from .base import Ledger, case


class Elsewhere(JWTAuthentication):
    """Falls back to another place when there is no Authorization header."""

    def find(self, request):
        raise NotImplementedError

    def authenticate(self, request):
        found = super().authenticate(request)
        raw = self.find(request)
        if found or not raw:
            return found
        token = self.get_validated_token(raw)
        return self.get_user(token), token


class FromQuery(Elsewhere):
    def find(self, request):
        return request.query_params.get("access_token")


class FromShortQuery(Elsewhere):
    def find(self, request):
        return request.query_params.get("token")


class FromHeader(Elsewhere):
    def find(self, request):
        return request.headers.get("X-Auth-Token")


class FromKeyHeader(Elsewhere):
    """The article's X-API-Key."""

    def find(self, request):
        return request.headers.get("X-API-Key")


class FromCookie(Elsewhere):
    def find(self, request):
        return request.COOKIES.get("access_token")


def reader(authenticator):
    return type("Reads" + authenticator.__name__, (Ledger,),
                {"authentication_classes": [authenticator]})


urlpatterns = [
    *case("query", reader(FromQuery)),
    *case("short-query", reader(FromShortQuery)),
    *case("header", reader(FromHeader)),
    *case("key-header", reader(FromKeyHeader)),
    *case("cookie", reader(FromCookie)),
]
