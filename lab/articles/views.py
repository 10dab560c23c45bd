# SPDX-License-Identifier: Apache-2.0
"""The articles' views as printed, and beside each hole a mended twin."""
from functools import partial

from django.contrib.auth.models import User
from rest_framework.authentication import (
    BaseAuthentication, BasicAuthentication, TokenAuthentication)
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.authentication import JWTAuthentication

from . import authentication as printed


class SecureDataView(APIView):
    authentication_classes = [TokenAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({'message': 'Authenticated access', 'user': request.user.username})


class JWTSecureEndpoint(APIView):
    """Hole: Django's User has no sub, so every valid request crashes."""
    authentication_classes = [JWTAuthentication]
    permission_classes = [IsAuthenticated]

    def post(self, request):
        return Response({'status': 'ok', 'user': request.user.sub})


class JWTSecureEndpointFixed(JWTSecureEndpoint):
    def post(self, request):
        return Response({'status': 'ok', 'user': request.user.username})


class CustomTokenView(APIView):
    authentication_classes = [printed.BearerTokenAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({'user': request.user.username})


class StrictBearer(BaseAuthentication):
    """The same lookup; exactly two words, active users only, and a challenge."""

    def authenticate(self, request):
        words = request.headers.get('Authorization', '').split(' ')
        if words[0] != 'Bearer':
            return None
        user = len(words) == 2 and User.objects.filter(
            profile__auth_token=words[1], is_active=True).first()
        if not user:
            raise AuthenticationFailed('Invalid token.')
        return (user, None)

    def authenticate_header(self, request):
        return 'Bearer realm="articles"'


class CustomTokenViewFixed(CustomTokenView):
    authentication_classes = [StrictBearer]


class SecureEndpoint(APIView):
    permission_classes = [IsAuthenticated]
    authentication_classes = [BasicAuthentication]

    def get(self, request):
        return Response({'message': 'Authenticated with Basic Auth',
                         'user': request.user.username})


class JWTBearerView(APIView):
    """Uses the printed JWTBearerAuthentication."""
    authentication_classes = [printed.JWTBearerAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response({'user': request.user.username})


class JWTBearerViewFixed(JWTBearerView):
    authentication_classes = [JWTAuthentication]


class ScopedView(JWTBearerView):
    """Hole: nobody ever gets in; 500 for a good token, a bad one and none."""
    permission_classes = [partial(printed.HasScopePermission, ['orders:read'])]


class HasScope(BasePermission):
    def has_permission(self, request, view):
        return bool(request.auth) and 'orders:read' in request.auth.get('scope', '').split()


class ScopedViewFixed(JWTBearerViewFixed):
    permission_classes = [IsAuthenticated, HasScope]


class JWTOnlyEndpoint(APIView):
    """As printed. Hole: "JWT only" takes no JWT at all, but DRF's Token."""
    permission_classes = [IsAuthenticated]
    authentication_classes = [TokenAuthentication]

    def get(self, request):
        return Response({'message': 'JWT or session-based auth only'})


class JWTOnlyEndpointOpen(APIView):
    """The same without the permission line: naming an authenticator enforces nothing."""
    authentication_classes = [TokenAuthentication]

    def get(self, request):
        return Response({'message': 'JWT or session-based auth only'})


class JWTOnlyEndpointFixed(JWTOnlyEndpoint):
    authentication_classes = [JWTAuthentication]


class Transport(APIView):
    """Public: whether Django takes this request for https."""
    authentication_classes = []
    permission_classes = [AllowAny]

    def get(self, request):
        return Response({'secure': request.is_secure()})
