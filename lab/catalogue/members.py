# SPDX-License-Identifier: Apache-2.0
"""Registrations: one takes any password, one looks first, one answers everybody alike. Members are kept here."""
import json
import secrets

from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import (CommonPasswordValidator, MinimumLengthValidator,
                                                     validate_password)
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import IsAdminUser

from accounts.authentication import JWTAuthentication

from .accounts import members, refused

KEPT = {}  # id: name and password


def is_good(password):
    try:
        validate_password(password, password_validators=[MinimumLengthValidator(), CommonPasswordValidator()])
    except ValidationError:
        return False
    return True


def register(looks, tells=True):
    @csrf_exempt
    def view(request):
        given = members(request, "username", "password")
        if given is None or request.method != "POST":
            return JsonResponse({"detail": "Username and password, please."}, status=400)
        good = not looks or is_good(given[1])
        if good:
            number = len(KEPT) + 1
            KEPT[number] = given
        if not tells:
            return JsonResponse({"detail": "If all is well, you are a member."}, status=202)
        return (JsonResponse({"id": number, "username": given[0]}, status=201) if good
                else JsonResponse({"password": ["This password is too common."]}, status=400))
    return view


@api_view(["DELETE"])
@authentication_classes([JWTAuthentication])
@permission_classes([IsAdminUser])
def remove(request, number):
    return HttpResponse(status=204 if KEPT.pop(number, None) else 404)


@csrf_exempt
def login(request):
    given = members(request, "username", "password")
    if given is None:
        return JsonResponse({"detail": "Username and password, please."}, status=400)
    if given not in KEPT.values() and authenticate(request, username=given[0], password=given[1]) is None:
        return refused("Wrong name or password.")
    return JsonResponse({"access": secrets.token_urlsafe(24)})


def kept(request):
    return HttpResponse(json.dumps(len(KEPT)))


urlpatterns = [
    path("login/", login), path("kept/", kept),
    path("open/register/", register(False)), path("open/register/<int:number>/", remove),
    path("looking/register/", register(True)), path("looking/register/<int:number>/", remove),
    path("quiet/register/", register(True, tells=False)),
]
