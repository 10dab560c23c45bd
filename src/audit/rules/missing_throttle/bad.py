# SPDX-License-Identifier: Apache-2.0
from django.contrib import auth
from django.contrib.auth import authenticate, login as login_user
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views import View
from django.urls import path
from ninja import NinjaAPI
from rest_framework.authentication import BasicAuthentication, SessionAuthentication, TokenAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.views import TokenObtainPairView


class LoginView(APIView):  # BAD
    authentication_classes = []
    permission_classes = [AllowAny]

    def post(self, request):
        return Response()


class PasswordResetRequest(APIView):  # BAD
    permission_classes = [AllowAny]

    def post(self, request):
        return Response()


class Otp(APIView):  # BAD
    permission_classes = [AllowAny]

    def post(self, request):
        """Throttled some day: ratelimit, 429."""
        return Response()  # TODO: attempts


api = NinjaAPI()


@api.post("/login", auth=None)
def login(request):  # BAD
    return {}


def signin(request):  # BAD
    if request.method == "POST":
        user = authenticate(request, username=request.POST["name"], password=request.POST["password"])
        if user:
            login_user(request, user)
            return redirect("/")
    return render(request, "signin.html")


class Login(View):  # BAD
    def post(self, request):
        user = auth.authenticate(username=request.POST["name"], password=request.POST["password"])
        return HttpResponse(status=204 if user else 400)


class Unthrottled(TokenObtainPairView):  # BAD
    """Named for nothing, and heir of a login."""
    throttle_classes = []


class Hasty(TokenObtainPairView):  # BAD
    throttle_classes = []


@api_view(["POST"])
@permission_classes([AllowAny])
def check_code(request):  # BAD
    return Response({"ok": CODES.get(request.data["phone"]) == request.data["code"]})


urlpatterns = [path("phone/", check_code), path("hasty/", Hasty.as_view()), path("fast/", Unthrottled.as_view()), path("login/", LoginView.as_view()), path("ninja/", api.urls), path("otp/", Otp.as_view()), path("reset/", PasswordResetRequest.as_view()), path("signin/", signin), path("plain/login/", Login.as_view())]
