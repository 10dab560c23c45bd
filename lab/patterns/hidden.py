# SPDX-License-Identifier: Apache-2.0
"""Routes that no contract names, found by a link or an Allow header (undocumented-operation)."""
from django.urls import path
from rest_framework.response import Response

from .base import Ledger


class Root(Ledger):
    """An API root that links to more than the contract knows."""
    links = ("/api/hidden/root/known/", "/api/hidden/root/audit-log/")

    def get(self, request):
        return Response({link.split("/")[-2]: request.build_absolute_uri(link)
                         for link in self.links})


class HonestRoot(Root):
    links = ("/api/hidden/root/known/",)


class ExtraMethod(Ledger):
    """POST is in no contract; Allow tells it."""

    def post(self, request):
        return Response({"note": str(request.data["note"])}, status=201)


urlpatterns = [
    path("root/", Root.as_view()),
    path("root/fixed/", HonestRoot.as_view()),
    path("root/known/", Ledger.as_view()),
    path("root/audit-log/", Ledger.as_view()),
    path("method/", ExtraMethod.as_view()),
    path("method/fixed/", Ledger.as_view()),
]
