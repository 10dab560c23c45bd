# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from . import jwt_utils


class HeaderUserMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):  # finds: authenticator-trusts-unverified, authenticator-ignores-inactive
        name = request.META.get("HTTP_X_FORWARDED_USER")
        if name:
            request.user = get_user_model().objects.filter(username=name).first()
        return self.get_response(request)


class JWTMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        header = request.headers.get("Authorization", "")
        if header.startswith("Bearer "):
            claims = jwt_utils.read(header[7:])
            request.claims = claims
        return self.get_response(request)
