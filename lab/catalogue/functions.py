# SPDX-License-Identifier: Apache-2.0
"""What only the staff should be served."""
from django.contrib.auth.models import User
from django.urls import path
from rest_framework.parsers import JSONParser
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


class Exports(Accounts):
    """Of an office for the staff: here nobody thought of it."""


class Office(AccountsForStaff):
    """What stands beside it is the staff's."""


class Notice(Colleagues):
    """A near miss: on the office's door, and it says that it is for all."""

    def get(self, request):
        return Response({"open": "from nine to five", "visibility": "everybody"})


class Tariffs(APIView):
    """Nothing is there, so that all that a write can come to is its refusal, or that there is no such thing."""
    authentication_classes = [JWTAuthentication]
    permission_classes = [IsAdminUser]
    parser_classes = [JSONParser]

    def post(self, request):
        return Response({"detail": "No tariff is made here."}, status=409 if request.data else 400)


class Tariff(Tariffs):
    def refuse(self, request, number):
        return Response({"detail": "There is no such tariff."}, status=404 if request.data is not None else 400)

    put = patch = delete = refuse
    post = None


class TariffDeletedByAll(Tariff):
    """The role was forgotten for one method."""

    def get_permissions(self):
        return [IsAuthenticated()] if self.request.method == "DELETE" else super().get_permissions()


urlpatterns = [
    path("admin/accounts/", Accounts.as_view()),
    path("admin/accounts/fixed/", AccountsForStaff.as_view()),
    path("export/", Accounts.as_view()),
    path("export/fixed/", AccountsForStaff.as_view()),
    path("staff/", Colleagues.as_view()),
    path("office/people/", Office.as_view()),
    path("office/keys/", Office.as_view()),
    path("office/sums/", Office.as_view()),
    path("office/rooms/", Office.as_view()),
    path("office/rota/", Office.as_view()),
    path("office/costs/", Office.as_view()),
    path("office/exports/", Exports.as_view()),
    path("office/notice/", Notice.as_view()),
    path("tariffs/", Tariffs.as_view()),
    path("tariffs/<int:number>/", TariffDeletedByAll.as_view()),
    path("duties/", Tariffs.as_view()),
    path("duties/<int:number>/", Tariff.as_view()),
]
