# SPDX-License-Identifier: Apache-2.0
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from rest_framework.authentication import BaseAuthentication, TokenAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework_simplejwt.authentication import JWTAuthentication
import jwt
from . import jwt_utils

User = get_user_model()


class Good(BaseAuthentication):
    def authenticate(self, request):
        header = request.headers.get("Authorization")
        if header is None:
            return None
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token:
            return None
        try:
            claims = jwt_utils.read(token)
            user = User.objects.get(pk=claims["sub"], is_active=True)
        except (jwt.PyJWTError, KeyError, User.DoesNotExist) as exc:
            raise AuthenticationFailed("bad token") from exc
        return user, claims

    def authenticate_header(self, request):
        return "Bearer"


class MissingClaim(Good):
    def authenticate(self, request):  # finds: authenticator-crashes
        header = request.headers.get("Authorization")
        if header is None:
            return None
        try:
            claims = jwt_utils.read(header.split()[-1])
        except jwt.InvalidTokenError:
            raise AuthenticationFailed("bad token")
        user = User.objects.get(pk=claims["sub"], is_active=True)
        return user, claims


class Stateless(Good):
    """Makes a user of verified claims."""
    def authenticate(self, request):
        header = request.headers.get("Authorization")
        if not header:
            return None
        try:
            claims = jwt_utils.read(header[7:])
        except jwt.InvalidTokenError:
            raise AuthenticationFailed("bad token")
        return User(pk=claims["sub"], username=claims.get("name")), claims


class Silent(Good):
    def authenticate(self, request):
        try:
            return super().authenticate(request)
        except AuthenticationFailed:  # finds: authenticator-swallows-failure
            return None


class ExpiringToken(TokenAuthentication):
    keyword = "Bearer"

    def authenticate_credentials(self, key):
        user, token = super().authenticate_credentials(key)
        if token.is_expired:
            raise AuthenticationFailed("expired")
        return user, token


class NoActiveToken(TokenAuthentication):
    def authenticate_credentials(self, key):  # finds: authenticator-ignores-inactive
        model = self.get_model()
        try:
            token = model.objects.select_related("user").get(key=key)  # finds: token-stored-plain
        except model.DoesNotExist:
            raise AuthenticationFailed("no")
        return token.user, token


class CsrfExemptSession(SessionAuthentication):
    def enforce_csrf(self, request):
        return


class CookieJWT(JWTAuthentication):
    def authenticate(self, request):
        raw = request.COOKIES.get("access")
        if raw is None:
            return None
        validated = self.get_validated_token(raw)
        return self.get_user(validated), validated


class FirstUser(BaseAuthentication):
    def authenticate(self, request):  # finds: authenticator-trusts-unverified
        if request.headers.get("Authorization"):
            return User.objects.first(), None
        return None

    def authenticate_header(self, request):
        return "Bearer"


class DebugBypass(BaseAuthentication):
    def authenticate(self, request):  # finds: authenticator-trusts-unverified, authenticator-ignores-inactive, authenticator-crashes
        user_id = request.headers.get("X-Debug-User")
        if user_id:
            return User.objects.get(id=user_id), None
        return None

    def authenticate_header(self, request):
        return "Bearer"
