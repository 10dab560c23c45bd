# SPDX-License-Identifier: Apache-2.0
"""Views that serve anybody, each by another mistake (anonymous-access)."""
from django.http import JsonResponse
from django.urls import path
from django.views import View
from rest_framework import viewsets
from rest_framework.decorators import (
    action, api_view, authentication_classes, permission_classes)
from rest_framework.permissions import AllowAny, IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import JWTAuthentication

from .base import Ledger, case, ledger


class AllowsAny(Ledger):
    permission_classes = [AllowAny]


class EmptyList(Ledger):
    permission_classes = []


class NoDefault(APIView):
    """Names an authenticator and no permission; the settings name none either."""
    authentication_classes = [JWTAuthentication]

    def get(self, request):
        return Response(ledger(request.user))


class Misspelt(APIView):
    """DRF reads permission_classes; this attribute means nothing."""
    authentication_classes = [JWTAuthentication]
    permissions_classes = [IsAuthenticated]

    def get(self, request):
        return Response(ledger(request.user))


class ReadsTokenByHand(APIView):
    """The article's AllowAny that looks at the token for its log and lets everybody pass."""
    permission_classes = [AllowAny]

    def get(self, request):
        token = request.headers.get("Authorization", "").replace("Bearer ", "", 1)
        return Response(dict(ledger(request.user), known_client=bool(token)))


@api_view(["GET"])
def function_view(request):
    return Response(ledger(request.user))


def wrong_order(request):
    """Above @api_view the other decorators have no effect."""
    return Response(ledger(request.user))


wrong_order = api_view(["GET"])(wrong_order)
try:
    wrong_order = permission_classes([IsAuthenticated])(
        authentication_classes([JWTAuthentication])(wrong_order))
except TypeError:
    pass  # today's DRF refuses to import the mistake


@api_view(["GET"])
@authentication_classes([JWTAuthentication])
@permission_classes([IsAuthenticated])
def right_order(request):
    return Response(ledger(request.user))


class PlainView(View):
    """DRF's attributes on a plain Django view: nobody reads them."""
    authentication_classes = [JWTAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return JsonResponse(ledger(request.user))


class OnlyPostIsGuarded(Ledger):
    def get_permissions(self):
        return [IsAuthenticated()] if self.request.method == "POST" else [AllowAny()]

    def post(self, request):
        return Response({"note": str(request.data["note"])}, status=201)


class BothGuarded(Ledger):
    def post(self, request):
        return Response({"note": str(request.data["note"])}, status=201)


class ReadOnlyForStrangers(OnlyPostIsGuarded):
    permission_classes = [IsAuthenticatedOrReadOnly]

    def get_permissions(self):
        return [permission() for permission in self.permission_classes]


class SwallowedObject(Ledger):
    """A detail route whose permission was forgotten, with an id in its path."""
    permission_classes = []

    def get(self, request, pk):
        return Response(dict(ledger(request.user), id=pk))


class Detail(Ledger):
    def get(self, request, pk):
        return Response(dict(ledger(request.user), id=pk))


class Exports(viewsets.ViewSet):
    """The action brings its own permission, and it is the wrong one."""
    authentication_classes = [JWTAuthentication]
    permission_classes = [IsAuthenticated]

    def list(self, request):
        return Response([ledger(request.user)])

    @action(detail=False, permission_classes=[AllowAny])
    def export(self, request):
        return Response([ledger(request.user)])


class ExportsFixed(Exports):
    @action(detail=False)
    def export(self, request):
        return Response([ledger(request.user)])


urlpatterns = [
    *case("allow-any", AllowsAny),
    *case("empty-list", EmptyList),
    *case("no-default", NoDefault),
    *case("misspelt", Misspelt),
    *case("reads-token", ReadsTokenByHand),
    *case("function-view", function_view, right_order),
    *case("wrong-order", wrong_order, right_order),
    *case("plain-view", PlainView),
    *case("only-post", OnlyPostIsGuarded, BothGuarded),
    *case("read-only", ReadOnlyForStrangers, BothGuarded),
    path("detail/<int:pk>/", SwallowedObject.as_view()),
    path("detail/<int:pk>/fixed/", Detail.as_view()),
    path("exports/", Exports.as_view({"get": "list"})),
    path("exports/export/", Exports.as_view({"get": "export"}, **Exports.export.kwargs)),
    path("exports/export/fixed/", ExportsFixed.as_view({"get": "export"})),
]
