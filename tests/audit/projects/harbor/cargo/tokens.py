# SPDX-License-Identifier: Apache-2.0
import base64
import functools
import hashlib
import hmac
import json

import jwt
from django.conf import settings
from django.contrib.auth.models import User
from django.http import JsonResponse


def part(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def verified(token):
    head, body, signature = token.split(".")
    if json.loads(part(head))["alg"] != "HS256":
        raise ValueError("alg")
    good = hmac.new(settings.JWT_KEY.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
    if not hmac.compare_digest(good, part(signature)):
        raise ValueError("signature")
    return json.loads(part(body))


def guarded(view):
    @functools.wraps(view)
    def inner(request, *args, **kwargs):
        shown = request.headers.get("Authorization", "")
        try:
            claims = jwt.decode(shown[7:], settings.JWT_KEY, algorithms=["HS256"], audience="a",
                                issuer="b", options={"require": ["exp"]})
        except jwt.InvalidTokenError:
            return JsonResponse({}, status=401)
        request.user = User.objects.filter(pk=claims["sub"], is_active=True).first()
        return view(request, *args, **kwargs)
    return inner


def peeked(view):
    @functools.wraps(view)
    def inner(request, *args, **kwargs):
        shown = request.headers.get("Authorization", "")
        if not shown:
            return JsonResponse({}, status=401)
        claims = jwt.decode(shown[7:], options={"verify_signature": False})  # finds: jwt-verify-disabled
        request.user = User.objects.filter(pk=claims["sub"], is_active=True).first()
        return view(request, *args, **kwargs)
    return inner
