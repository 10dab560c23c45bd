# SPDX-License-Identifier: Apache-2.0
"""Requests with two credentials, of which a bad one goes unnoticed (scheme-confusion)."""
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed

from accounts.authentication import (
    HeaderKeyAuthentication, JWTAuthentication, OneCredential, find_key)

from .anytoken import SilentJwt
from .base import Ledger, case


class KeyAfterBadBearer(Ledger):
    """A forged bearer beside a valid key: the failure is swallowed, the key serves."""
    authentication_classes = [SilentJwt, HeaderKeyAuthentication]


class KeyOrBearer(Ledger):
    authentication_classes = [OneCredential, JWTAuthentication, HeaderKeyAuthentication]


class SessionAfterBadBearer(Ledger):
    authentication_classes = [SilentJwt, SessionAuthentication]


class SessionOrBearer(Ledger):
    authentication_classes = [OneCredential, JWTAuthentication, SessionAuthentication]


class SecondWord(JWTAuthentication):
    """Takes the second word and ignores what follows, as the articles' split(' ')[1] does."""

    def get_raw_token(self, header):
        words = header.split(b" ")
        return words[1] if words[0] == b"Bearer" and len(words) > 1 else None


class IgnoresJunk(Ledger):
    authentication_classes = [SecondWord]


class AnyOfMany(JWTAuthentication):
    """Two Authorization fields arrive joined by a comma; one good token among them is enough."""

    def authenticate(self, request):
        offered = request.headers.get("Authorization", "").split(",")
        failure = None
        for credential in offered:
            request._request.META["HTTP_AUTHORIZATION"] = credential.strip()
            try:
                found = super().authenticate(request)
            except AuthenticationFailed as error:
                found, failure = None, error
            if found:
                return found
        if failure:
            raise failure
        return None


class PicksAny(Ledger):
    authentication_classes = [AnyOfMany]


class HalfIsEnough(Ledger):
    """The contract asks for the token and the key; nobody looks at the key."""


class BothNeeded(Ledger):
    def check_permissions(self, request):
        super().check_permissions(request)
        key = request.headers.get("X-API-Key")
        if key is None or find_key(key) != request.user:
            self.permission_denied(request, message="The token's API key is missing.")


urlpatterns = [
    *case("key-after-bearer", KeyAfterBadBearer, KeyOrBearer),
    *case("session-after-bearer", SessionAfterBadBearer, SessionOrBearer),
    *case("ignores-junk", IgnoresJunk),
    *case("picks-any", PicksAny),
    *case("half", HalfIsEnough, BothNeeded),
]
