# SPDX-License-Identifier: Apache-2.0
"""Views that take another credential than the contract names (undeclared-scheme-accepted)."""
from rest_framework.authentication import (
    BasicAuthentication, SessionAuthentication, TokenAuthentication)

from accounts.authentication import HeaderKeyAuthentication, JWTAuthentication

from .base import Ledger, case


class BasicToo(Ledger):
    authentication_classes = [JWTAuthentication, BasicAuthentication]


class TokenToo(Ledger):
    authentication_classes = [JWTAuthentication, TokenAuthentication]


class SessionToo(Ledger):
    authentication_classes = [JWTAuthentication, SessionAuthentication]


class KeyToo(Ledger):
    authentication_classes = [JWTAuthentication, HeaderKeyAuthentication]


class BasicOnly(Ledger):
    authentication_classes = [BasicAuthentication]


class BasicAndJwt(Ledger):
    """The article's mix, seen from a contract that says Basic."""
    authentication_classes = [BasicAuthentication, JWTAuthentication]


class TokenOnly(Ledger):
    authentication_classes = [TokenAuthentication]


class TokenAndBasic(Ledger):
    authentication_classes = [TokenAuthentication, BasicAuthentication]


urlpatterns = [
    *case("basic-on-jwt", BasicToo),
    *case("token-on-jwt", TokenToo),
    *case("session-on-jwt", SessionToo),
    *case("key-on-jwt", KeyToo),
    *case("jwt-on-basic", BasicAndJwt, BasicOnly),
    *case("basic-on-token", TokenAndBasic, TokenOnly),
]
