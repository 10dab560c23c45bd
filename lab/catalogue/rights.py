# SPDX-License-Identifier: Apache-2.0
"""Rights that a token has, or lacks, and views that look for them in the wrong place, or nowhere."""
from django.urls import path
from rest_framework.authentication import BasicAuthentication
from rest_framework.permissions import BasePermission, IsAdminUser, IsAuthenticated

from accounts.authentication import JWTAuthentication
from patterns.base import Ledger, case


class HasScope(BasePermission):
    """The verified token's scopes hold the view's."""

    def has_permission(self, request, view):
        return request.auth is not None and view.scope in request.auth["scope"].split()


class Reports(Ledger):
    scope = "reports:read"
    permission_classes = [IsAuthenticated, HasScope]


class Orders(Reports):
    scope = "orders:read"


class RoleOfToken(BasePermission):
    """Staff by the token's role; who comes without a token is not asked."""

    def has_permission(self, request, view):
        return request.auth is None or request.auth["role"] == "staff"


class StaffByToken(Ledger):
    authentication_classes = [JWTAuthentication, BasicAuthentication]
    permission_classes = [IsAuthenticated, RoleOfToken]


class StaffByUser(StaffByToken):
    permission_classes = [IsAdminUser]


urlpatterns = [*case("reports", Ledger, Reports), path("orders/", Orders.as_view()),
               *case("staff", StaffByToken, StaffByUser)]
