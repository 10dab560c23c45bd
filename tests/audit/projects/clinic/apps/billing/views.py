# SPDX-License-Identifier: Apache-2.0
import hashlib
import hmac
import os

import jwt
from django.conf import settings
from rest_framework import generics, permissions
from rest_framework.authentication import BasicAuthentication, SessionAuthentication
from rest_framework.decorators import api_view, permission_classes
from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.authentication import JWTAuthentication

from common.permissions import HasPartnerKey, IsAdminRole, TrustsHeader


class BillingBase(generics.GenericAPIView):
    permission_classes = [IsAdminRole]


class Invoices(BillingBase, generics.ListCreateAPIView):
    pass


class Invoice(generics.RetrieveUpdateDestroyAPIView, BillingBase):
    """The MRO: generics first, and BillingBase's list all the same."""


class InvoiceCopy(Invoice):  # open
    pass


class Mixed(generics.ListAPIView):
    authentication_classes = [JWTAuthentication, BasicAuthentication]  # finds: mixed-schemes


class PartnerFeed(APIView):
    authentication_classes = []
    permission_classes = [HasPartnerKey]

    def get(self, request):
        return Response([])


class Webhook(APIView):
    authentication_classes = []
    permission_classes = []

    def post(self, request):
        expected = hmac.new(settings.PARTNER_KEY.encode(), request.body, hashlib.sha256)
        if not hmac.compare_digest(expected.hexdigest(), request.headers.get("X-Signature", "")):
            return Response(status=403)
        return Response({})


class Quote(APIView):  # open
    permission_classes = [permissions.AllowAny]

    def get(self, request):
        token = request.headers.get("Authorization", "").replace("Bearer ", "")  # finds: open-endpoint-reads-token
        if token:
            return Response({"price": 10, "discount": True})
        return Response({"price": 20})


class Refund(APIView):
    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if not request.user.is_staff:
            raise PermissionDenied()

    def post(self, request):
        return Response({})


class SkipsInitial(APIView):  # open
    def initial(self, request, *args, **kwargs):  # finds: open-endpoint
        self.format_kwarg = self.get_format_suffix(**kwargs)

    def post(self, request):
        return Response({})


class Deny(APIView):
    authentication_classes = []

    def get(self, request):
        return Response({})


class Scoped(APIView):
    permission_classes = [permissions.IsAuthenticated]

    def get_authenticators(self):
        if self.request.method == "GET":
            return [SessionAuthentication()]
        return super().get_authenticators()

    def get(self, request):
        return Response({})

    def post(self, request):
        return Response({})


@api_view(["POST"])
@permission_classes([permissions.IsAuthenticated])
def pay(request):
    return Response({})


@api_view(["GET", "POST"])
def ledger(request):
    if request.method == "POST" and not request.user.is_staff:
        raise PermissionDenied()
    return Response({})


class Discount(APIView):
    """A signed link: the token is verified, and what is wrong with it is caught."""

    permission_classes = [permissions.IsAuthenticated]

    def get(self, request, token):
        try:
            claims = jwt.decode(token, settings.JWT_PUBLIC_KEY, algorithms=["RS256"],
                                audience="discount", issuer="clinic-auth",
                                options={"require": ["exp"]})
        except jwt.InvalidTokenError:
            return Response({"detail": "invalid"}, status=400)
        return Response({"percent": claims["percent"]})


class Voucher(APIView):
    permission_classes = [permissions.IsAuthenticated]

    def get(self, request, token):
        claims = jwt.decode(token, "voucher-secret", algorithms=["HS256"])  # finds: jwt-weak-key-literal, jwt-error-unhandled, jwt-no-audience, jwt-no-issuer, jwt-expiry-not-required
        return Response({"percent": claims["percent"]})


class Metrics(APIView):  # undecided
    authentication_classes = []
    permission_classes = [TrustsHeader]

    def get(self, request):
        return Response({})
