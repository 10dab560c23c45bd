# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth import authenticate, get_user_model
from rest_framework import generics, mixins, permissions, status, viewsets
from rest_framework.decorators import (
    action, api_view, authentication_classes, permission_classes, throttle_classes)
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView
from rest_framework_simplejwt.views import TokenObtainPairView

from common.permissions import IsAdminRole
from .authentication import DeviceAuthentication, HashedDevice, InternalUser, QueryToken

User = get_user_model()


class ClinicTokenObtainView(TokenObtainPairView):  # open
    throttle_classes = [ScopedRateThrottle]
    throttle_scope = "login"


class RegisterView(generics.CreateAPIView):  # open
    permission_classes = [permissions.AllowAny]
    authentication_classes = []


class PasswordResetView(APIView):  # open; finds: missing-throttle
    permission_classes = [permissions.AllowAny]
    throttle_classes = []

    def post(self, request):
        return Response(status=202)


class MeView(generics.RetrieveUpdateAPIView):
    def get_object(self):
        return self.request.user


class UserViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.DestroyModelMixin,
                  viewsets.GenericViewSet):
    queryset = User.objects.all()
    permission_classes = [permissions.IsAuthenticated, IsAdminRole]

    @action(detail=True, methods=["post"])
    def lock(self, request, pk=None):
        return Response({})

    @action(detail=False, methods=["get"], permission_classes=[permissions.AllowAny])  # finds: open-endpoint
    def export(self, request):  # open
        return Response([])

    @action(detail=True, methods=["get", "put"], url_path="roles", permission_classes=[IsAdminRole])
    def roles(self, request, pk=None):
        return Response({})


@api_view(["POST"])
@permission_classes([permissions.AllowAny])
@throttle_classes([ScopedRateThrottle])
def login(request):  # open
    user = authenticate(request, username=request.data.get("email"),
                        password=request.data.get("password"))
    if user is None:
        return Response({"detail": "wrong"}, status=status.HTTP_401_UNAUTHORIZED)
    return Response({"ok": True})


@api_view(["GET", "DELETE"])
@authentication_classes([DeviceAuthentication])
@permission_classes([permissions.IsAuthenticated])
def device(request):
    return Response({})


@permission_classes([permissions.IsAdminUser])  # finds: no-effect-guard
@api_view(["POST"])
def promote(request, pk):
    return Response({})


class DeviceSync(APIView):
    authentication_classes = [HashedDevice]

    def post(self, request):
        return Response({})


class InternalSync(APIView):
    authentication_classes = [InternalUser]

    def post(self, request):
        return Response({})


class Download(APIView):
    authentication_classes = [QueryToken]

    def get(self, request):
        return Response({})
