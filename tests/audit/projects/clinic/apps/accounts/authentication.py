# SPDX-License-Identifier: Apache-2.0
import hashlib
import logging

import jwt
from django.conf import settings
from django.contrib.auth import get_user_model
from rest_framework import authentication, exceptions

from .models import Device

logger = logging.getLogger(__name__)
User = get_user_model()


class ClinicJWTAuthentication(authentication.BaseAuthentication):
    keyword = "Bearer"

    def authenticate(self, request):
        header = authentication.get_authorization_header(request).split()
        if not header or header[0].lower() != b"bearer":
            return None
        if len(header) != 2:
            raise exceptions.AuthenticationFailed("Malformed header")
        claims = self.decode(header[1].decode())
        return self.user_of(claims), claims

    def decode(self, token):
        try:
            return jwt.decode(
                token, settings.JWT_PUBLIC_KEY, algorithms=["RS256"], audience="clinic",
                issuer="clinic-auth", options={"require": ["exp", "iat", "sub"]})
        except jwt.ExpiredSignatureError:
            raise exceptions.AuthenticationFailed("Expired")
        except jwt.PyJWTError:
            raise exceptions.AuthenticationFailed("Invalid")

    def user_of(self, claims):
        try:
            user = User.objects.get(pk=claims["sub"])
        except (User.DoesNotExist, ValueError):
            raise exceptions.AuthenticationFailed("No such user")
        if not user.is_active:
            raise exceptions.AuthenticationFailed("Inactive")
        return user

    def authenticate_header(self, request):
        return self.keyword


class LegacyJWT(ClinicJWTAuthentication):
    def decode(self, token):
        try:
            return jwt.decode(token, settings.SECRET_KEY, algorithms=["HS256", "RS256"],  # finds: jwt-mixed-algorithms, jwt-secret-key-reused, jwt-expiry-not-required, jwt-no-audience, jwt-no-issuer
                              options={"verify_aud": False})
        except jwt.PyJWTError:
            logger.info("bad token %s", token)  # finds: credential-logged
            raise exceptions.AuthenticationFailed("Invalid")


class Unverified(ClinicJWTAuthentication):  # finds: authenticator-crashes
    def decode(self, token):
        return jwt.decode(token, options={"verify_signature": False})  # finds: jwt-verify-disabled


class InternalUser(authentication.BaseAuthentication):
    """Trusts a header that anybody can send."""

    def authenticate(self, request):  # finds: authenticator-trusts-unverified
        username = request.META.get("HTTP_X_USER")
        if not username:
            return None
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise exceptions.AuthenticationFailed("No such user")
        return user, None

    def authenticate_header(self, request):
        return "Internal"


class DeviceAuthentication(authentication.BaseAuthentication):
    def authenticate(self, request):  # finds: authenticator-ignores-inactive
        secret = request.headers.get("X-Device-Secret")
        if secret is None:
            return None
        try:
            device = Device.objects.select_related("user").get(secret=secret)  # finds: token-stored-plain
        except Device.DoesNotExist:
            raise exceptions.AuthenticationFailed(f"Unknown device {secret}")  # finds: credential-in-error
        return device.user, device

    def authenticate_header(self, request):
        return "Device"


class HashedDevice(authentication.BaseAuthentication):
    def authenticate(self, request):
        secret = request.headers.get("X-Device-Secret")
        if secret is None:
            return None
        digest = hashlib.sha256(secret.encode()).hexdigest()
        device = Device.objects.filter(secret_hash=digest, user__is_active=True).first()
        if device is None:
            raise exceptions.AuthenticationFailed("Unknown device")
        return device.user, device

    def authenticate_header(self, request):
        return "Device"


class QueryToken(authentication.TokenAuthentication):
    def authenticate(self, request):
        token = request.query_params.get("token")  # finds: token-from-query
        if not token:
            return None
        return self.authenticate_credentials(token)
