# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth import authenticate, views as auth_views
from django.core.cache import cache
from django.http import HttpResponse
from django.urls import path
from rest_framework.authentication import BasicAuthentication, SessionAuthentication, TokenAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.views import TokenObtainPairView

from django.core.cache import cache
from django_ratelimit.decorators import ratelimit
from ninja import NinjaAPI
from rest_framework.exceptions import Throttled
from rest_framework.throttling import AnonRateThrottle


class LoginView(APIView):
    permission_classes = [AllowAny]
    throttle_classes = [AnonRateThrottle]

    def post(self, request):
        return Response()


class Otp(APIView):
    permission_classes = [AllowAny]

    def post(self, request):
        if cache.incr(request.META["REMOTE_ADDR"]) > 5:
            raise Throttled()
        return Response()


@api_view(["POST"])
@permission_classes([AllowAny])
@ratelimit(key="ip", rate="5/m", block=True)
def register(request):
    return Response()


api = NinjaAPI()


@api.post("/login", auth=None, throttle=[AnonRateThrottle("5/m")])
def login(request):
    return {}


class Orders(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):
        return Response()


def signin(request):
    key = "tries " + request.META["REMOTE_ADDR"]
    if cache.get(key, 0) > 5:
        return HttpResponse(status=429)
    user = authenticate(request, username=request.POST["name"], password=request.POST["password"])
    if user is None:
        cache.set(key, cache.get(key, 0) + 1, 60)
        return HttpResponse(status=400)
    return HttpResponse()


class Slow(TokenObtainPairView):
    throttle_classes = [AnonRateThrottle]


@api_view(["POST"])
@permission_classes([AllowAny])
def check_code(request):
    key = "tries " + request.META["REMOTE_ADDR"]
    if cache.incr(key) > 5:
        return Response(status=429)
    return Response({"ok": cache.get(request.data["phone"]) == request.data["code"]})


urlpatterns = [path("phone/", check_code), path("slow/", Slow.as_view()), path("login/", LoginView.as_view()), path("ninja/", api.urls), path("otp/", Otp.as_view()), path("register/", register), path("orders/", Orders.as_view()), path("signin/", signin), path("accounts/login/", auth_views.LoginView.as_view())]
