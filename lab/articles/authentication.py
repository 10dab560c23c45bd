# SPDX-License-Identifier: Apache-2.0
"""The articles' authenticators and scope permission, with the behaviour of the printed code."""
import jwt
from django.conf import settings
from django.contrib.auth.models import User
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission


def validate_bearer_token(token):
    try:
        user = User.objects.get(profile__auth_token=token)
        return user
    except User.DoesNotExist:
        raise AuthenticationFailed('Invalid token.')


class BearerTokenAuthentication(BaseAuthentication):
    """Holes: what follows the token is ignored; plain-text tokens; inactive users pass."""

    def authenticate(self, request):
        auth_header = request.headers.get('Authorization')
        if not auth_header or not auth_header.startswith('Bearer '):
            return None
        token = auth_header.split(' ')[1]
        user = validate_bearer_token(token)
        return (user, None)


class JWTBearerAuthentication:
    """Holes: no BaseAuthentication, so every refusal crashes; what follows the token is ignored;
    a token without sub crashes; one without exp never expires; refresh tokens pass."""

    def authenticate(self, request):
        auth_header = request.headers.get('Authorization')
        if auth_header and auth_header.startswith('Bearer '):
            token = auth_header.split(' ')[1]
            try:
                payload = jwt.decode(token, settings.SECRET_KEY, algorithms=['HS256'],
                                     audience='api', issuer='myapp')
                user_id = payload.get('sub')
                user = User.objects.get(id=user_id)
                return (user, token)
            except jwt.ExpiredSignatureError:
                raise AuthenticationFailed('Token expired')
            except jwt.InvalidTokenError:
                raise AuthenticationFailed('Invalid token')
        return None


class HasScopePermission(BasePermission):
    """Holes: request.auth is the token, so [1] is its second letter, which never decodes."""

    def __init__(self, scopes):
        self.scopes = scopes

    def has_permission(self, request, view):
        if request.user and request.auth:
            token = request.auth[1]
            payload = jwt.decode(token, settings.SECRET_KEY, options={'verify_signature': True},
                                 algorithms=['HS256'])
            token_scopes = payload.get('scope', '').split()
            return all(s in token_scopes for s in self.scopes)
        return False
