# SPDX-License-Identifier: Apache-2.0
import jwt
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission

from .models import ApiKey


def validate_bearer_token(token):
    try:
        user = User.objects.get(profile__auth_token=token)  # finds: token-stored-plain
        return user
    except User.DoesNotExist:
        raise AuthenticationFailed("Invalid token.")


class BearerTokenAuthentication(BaseAuthentication):
    def authenticate(self, request):  # finds: authenticator-ignores-inactive
        auth_header = request.headers.get("Authorization")
        if not auth_header or not auth_header.startswith("Bearer "):
            return None
        token = auth_header.split(" ")[1]  # finds: authenticator-accepts-junk
        user = validate_bearer_token(token)
        return (user, None)


class JWTBearerAuthentication:  # finds: authenticator-crashes
    def authenticate(self, request):  # finds: authenticator-ignores-inactive, authenticator-crashes
        auth_header = request.headers.get("Authorization")
        if auth_header and auth_header.startswith("Bearer "):
            token = auth_header.split(" ")[1]  # finds: authenticator-accepts-junk
            try:
                payload = jwt.decode(token, settings.SECRET_KEY, algorithms=["HS256"],  # finds: jwt-expiry-not-required, jwt-secret-key-reused
                                     audience="api", issuer="myapp")
                user_id = payload.get("sub")
                user = User.objects.get(id=user_id)
                return (user, token)
            except jwt.ExpiredSignatureError:
                raise AuthenticationFailed("Token expired")
            except jwt.InvalidTokenError:
                raise AuthenticationFailed("Invalid token")
        return None


class HasScopePermission(BasePermission):
    def __init__(self, scopes):
        self.scopes = scopes

    def has_permission(self, request, view):
        if request.user and request.auth:
            token = request.auth[1]  # finds: credential-misread
            payload = jwt.decode(token, settings.SECRET_KEY, options={"verify_signature": True},  # finds: jwt-error-unhandled, jwt-no-audience, jwt-no-issuer, jwt-expiry-not-required, jwt-secret-key-reused
                                 algorithms=["HS256"])
            token_scopes = payload.get("scope", "").split()
            return all(s in token_scopes for s in self.scopes)
        return False


class TokenIsPresent(BaseAuthentication):
    """What the second article warns of: a token that is there is a token that is good."""

    def authenticate(self, request):  # finds: authenticator-trusts-unverified
        token = request.headers.get("Authorization")
        if not token:
            return None
        return (User(username="api"), None)


class Swallows(BaseAuthentication):
    """No AuthenticationFailed when the check fails."""

    def authenticate(self, request):  # finds: authenticator-swallows-failure
        token = request.headers.get("Authorization", "").partition("Bearer ")[2]
        user = User.objects.filter(digest=token, is_active=True).first()
        if user is None:
            return (AnonymousUser(), None)
        return (user, None)

    def authenticate_header(self, request):
        return "Bearer"


class KeyAuthentication(BaseAuthentication):
    """Credentials from where the article says they must not come."""

    def authenticate(self, request):
        key = request.query_params.get("api_key") or request.headers.get("X-API-Key")  # finds: token-from-query
        if not key:
            return None
        found = ApiKey.objects.filter(key=key, user__is_active=True).first()  # finds: token-stored-plain
        if not found:
            raise AuthenticationFailed("Invalid key.")
        return (found.user, key)

    def authenticate_header(self, request):
        return "Api-Key"
