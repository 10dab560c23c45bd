# SPDX-License-Identifier: Apache-2.0
"""What only the staff should be served."""
from django.contrib.auth.models import User
from django.urls import path
from rest_framework.permissions import IsAdminUser, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import JWTAuthentication


class Accounts(APIView):
    """The role was forgotten: whoever is logged in sees everybody."""
    authentication_classes = [JWTAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response([{"username": user.username, "active": user.is_active}
                         for user in User.objects.order_by("pk")])


class AccountsForStaff(Accounts):
    permission_classes = [IsAdminUser]


class Colleagues(Accounts):
    """A near miss: the staff, for everybody to see."""

    def get(self, request):
        return Response([user.username for user in User.objects.filter(is_staff=True).order_by("pk")])


urlpatterns = [
    path("admin/accounts/", Accounts.as_view()),
    path("admin/accounts/fixed/", AccountsForStaff.as_view()),
    path("export/", Accounts.as_view()),
    path("export/fixed/", AccountsForStaff.as_view()),
    path("staff/", Colleagues.as_view()),
]
