# SPDX-License-Identifier: Apache-2.0
from functools import wraps
from django.conf import settings
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework import generics, permissions, status, viewsets
from rest_framework.decorators import action, api_view, permission_classes
from rest_framework.permissions import AllowAny, BasePermission, IsAdminUser, IsAuthenticated, SAFE_METHODS
from rest_framework.response import Response
from rest_framework.views import APIView
import jwt
from core import auth, jwt_utils


class UserTruthy(BasePermission):
    def has_permission(self, request, view):  # finds: open-endpoint
        return bool(request.user)


class NotBlocked(BasePermission):
    def has_permission(self, request, view):
        return request.user.is_authenticated and not request.user.is_blocked


class OwnerOrReadOnly(BasePermission):
    def has_permission(self, request, view):
        return request.method in SAFE_METHODS or request.user.is_authenticated

    def has_object_permission(self, request, view, obj):
        return request.method in SAFE_METHODS or obj.owner == request.user


class StaffHeader(BasePermission):
    def has_permission(self, request, view):
        return request.headers.get("X-Staff-Token") is not None  # finds: open-endpoint-reads-token


class A1(APIView):
    authentication_classes = [auth.Good]
    def get(self, request): return Response({})
class A2(A1):
    authentication_classes = [auth.MissingClaim]
class A3(A1):
    authentication_classes = [auth.Stateless]
class A4(A1):
    authentication_classes = [auth.Silent]
class A5(A1):
    authentication_classes = [auth.ExpiringToken]
class A6(A1):
    authentication_classes = [auth.NoActiveToken]
class A7(A1):
    authentication_classes = [auth.CsrfExemptSession]
class A8(A1):
    authentication_classes = [auth.CookieJWT]
class A9(A1):
    authentication_classes = [auth.FirstUser]
class A10(A1):
    authentication_classes = [auth.DebugBypass]


class B1(generics.ListCreateAPIView):  # open
    authentication_classes = [auth.Good]
    permission_classes = [UserTruthy]
class B2(generics.ListCreateAPIView):
    authentication_classes = [auth.Good]
    permission_classes = [NotBlocked]
class B3(viewsets.ModelViewSet):  # open GET
    authentication_classes = [auth.Good]
    permission_classes = [OwnerOrReadOnly]
class B4(A1):
    permission_classes = [StaffHeader]
class B5(viewsets.ModelViewSet):
    authentication_classes = [auth.Good]
    def get_permissions(self):
        if self.action == "destroy":
            return [IsAdminUser()]
        elif self.action in ("list", "retrieve", "create", "update", "partial_update"):
            return [IsAuthenticated()]
class B6(viewsets.ModelViewSet):  # open PUT PATCH
    authentication_classes = [auth.Good]
    permission_classes_map = {"list": [IsAuthenticated], "retrieve": [IsAuthenticated], "create": [IsAuthenticated], "destroy": [IsAdminUser]}
    def get_permissions(self):  # finds: method-permission-gap
        return [p() for p in self.permission_classes_map.get(self.action, [AllowAny])]


class ByHand(APIView):  # open
    permission_classes = [AllowAny]
    def get(self, request):
        token = request.META.get("HTTP_AUTHORIZATION", "").split(" ")[-1]  # finds: open-endpoint-reads-token
        claims = jwt.decode(token, options={"verify_signature": False})  # finds: jwt-verify-disabled, jwt-error-unhandled
        return Response({"user": claims.get("sub")})


def token_required(view):
    @wraps(view)
    def inner(request, *args, **kwargs):
        token = request.headers.get("Authorization", "").replace("Bearer ", "")
        try:
            request.claims = jwt_utils.read(token)
        except jwt.PyJWTError:
            return JsonResponse({"detail": "no"}, status=401)
        return view(request, *args, **kwargs)
    return inner


def token_present(view):
    @wraps(view)
    def inner(request, *args, **kwargs):
        if "Authorization" not in request.headers:  # finds: open-endpoint-reads-token
            return JsonResponse({"detail": "no"}, status=401)
        return view(request, *args, **kwargs)
    return inner


@csrf_exempt
@token_required
def orders(request):
    return JsonResponse({})


@csrf_exempt
@token_present
def invoices(request):
    return JsonResponse({})


@api_view(["GET"])
@permission_classes([AllowAny])  # finds: open-endpoint
def export_users(request):  # open
    return Response([])


@api_view(["POST"])
@permission_classes([AllowAny])
def register(request):  # open
    return Response({}, status=201)


@api_view(["POST"])
@permission_classes([IsAuthenticated])
def transfer(request):
    return Response({})


class Health(APIView):  # open
    authentication_classes = []
    permission_classes = []
    def get(self, request): return Response({"ok": True})


class NoTuple(APIView):  # undecided
    permission_classes = (IsAuthenticated)  # finds: no-effect-guard
    def get(self, request): return Response({})


class Instance(APIView):  # undecided
    permission_classes = [IsAuthenticated()]  # finds: no-effect-guard
    def get(self, request): return Response({})


class Typo(APIView):
    permission_class = [IsAdminUser]  # finds: no-effect-guard
    def get(self, request): return Response({})
