# SPDX-License-Identifier: Apache-2.0
"""Logins that write into the token what the request asks for, and others that look first."""
import base64
import binascii
import json

import jwt
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from rest_framework_simplejwt.tokens import RefreshToken

SCOPES = {"alice": {"orders:read"}, "carol": {"orders:read", "orders:write"}}
REFUSED = {"status": 401, "headers": {"WWW-Authenticate": "Basic"}}


def given(request):
    try:
        body = json.loads(request.body or b"{}")
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def by_body(request):
    body = given(request)
    return authenticate(request, username=str(body.get("username")), password=str(body.get("password")))


def by_basic(request):
    try:
        scheme, _, pair = request.headers.get("Authorization", "").partition(" ")
        name, _, password = base64.b64decode(pair).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return authenticate(request, username=name, password=password) if scheme == "Basic" else None


def issue(who, claims, more=lambda request: {}):
    """A login. who: finds the user. claims: what stands in his token. more: what the answer says beside it."""
    @csrf_exempt
    def view(request):
        user = who(request) if request.method == "POST" else None
        if user is None:
            return JsonResponse({"detail": "Wrong name or password."}, **REFUSED)
        token = RefreshToken.for_user(user).access_token
        wanted = claims(request, user)
        if wanted is None:
            return JsonResponse({"error": "invalid_scope"}, status=400)
        signed = jwt.encode({"iss": "myapp", **token.payload, **wanted}, settings.SIMPLE_JWT["SIGNING_KEY"], algorithm="HS256")
        return JsonResponse({"access": signed, **more(request)})
    return view


def role_asked(request, user):
    body = given(request)
    return {name: body[name] for name in ("role", "is_staff") if name in body}


def role_of_user(request, user):
    return {"role": "staff" if user.is_staff else "user", "is_staff": user.is_staff}


def known_role_asked(request, user):
    """Looks whether there is such a role, and not whose it is."""
    role = given(request).get("role", "user")
    return {"role": role if role in ("user", "admin") else "user"}


def scope_asked(request, user):
    return {"scope": request.GET.get("scope") or given(request).get("scope") or "orders:read"}


def scope_of_user(request, user):
    asked = (request.GET.get("scope") or given(request).get("scope") or "orders:read").split()
    return {"scope": " ".join(asked)} if set(asked) <= SCOPES.get(user.username, set()) else None


def subject_asked(request, user):
    return {"user_id": given(request).get("sub", user.pk)}


def audience_asked(request, user):
    """Refuses what it does not know, but for the audience, which it takes from anybody."""
    body = given(request)
    return {"aud": body.get("aud", "lab")} if set(body) <= {"username", "password", "aud"} else None


def audience_of_lab(request, user):
    body = given(request)
    return {"aud": "lab"} if set(body) <= {"username", "password"} else None


def repeats(request):
    return {"asked": given(request).get("role")}


def pair(name, who, flawed, sound, more=lambda request: {}):
    return [path(name + "/login/", issue(who, flawed)), path(name + "/fixed/login/", issue(who, sound, more))]


urlpatterns = (pair("role", by_body, role_asked, role_of_user, repeats) + pair("scope", by_basic, scope_asked, scope_of_user)
               + pair("known", by_body, known_role_asked, role_of_user) + pair("subject", by_basic, subject_asked, role_of_user)
               + pair("audience", by_body, audience_asked, audience_of_lab))
