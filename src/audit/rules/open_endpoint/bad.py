# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required, permission_required, user_passes_test
from django.contrib.auth.models import User
from django.db import models
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views import View
from ninja import NinjaAPI
from rest_framework import generics, routers, viewsets
from rest_framework.decorators import action
from django.urls import include, path
from rest_framework.authentication import BasicAuthentication, SessionAuthentication, TokenAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.response import Response
from rest_framework.views import APIView


class Invoices(APIView):
    authentication_classes = [TokenAuthentication]
    permission_classes = [AllowAny]  # BAD

    def get(self, request):
        return Response()


class Orders(APIView):
    permission_classes = []  # BAD

    def post(self, request):
        return Response()


class Base(APIView):
    permission_classes = (AllowAny,)  # BAD


class Derived(Base):
    def delete(self, request, pk):
        return Response()


@api_view(["GET"])
@permission_classes([AllowAny])  # BAD
def ledger(request):
    return Response()


class Skips(APIView):
    authentication_classes = [TokenAuthentication]

    def get_permissions(self):  # BAD
        return []

    def get(self, request):
        return Response()


class Order(models.Model):
    paid = models.BooleanField()


class Parcels(viewsets.ModelViewSet):
    permission_classes = [IsAuthenticated]

    @action(detail=False, permission_classes=[])  # BAD
    def export(self, request):
        return Response()


class ByAction:
    may = {}

    def get_permissions(self):
        return [each() for each in self.may.get(self.action, self.permission_classes)]


class Labels(ByAction, viewsets.GenericViewSet):
    permission_classes = [IsAuthenticated]
    may = {"dump": []}

    def list(self, request):
        return Response()

    @action(detail=False)
    def dump(self, request):  # BAD
        return Response()


router = routers.SimpleRouter()
router.register("parcels", Parcels, basename="parcel")
router.register("labels", Labels, basename="label")


@csrf_exempt
def refund(request, pk):  # BAD
    Order.objects.filter(pk=pk).update(paid=False)
    return JsonResponse({"refunded": pk})


def everybody(request):  # BAD
    return JsonResponse({"users": list(User.objects.values("id", "email"))})


@login_required
def desk(request):
    return render(request, "desk.html")


@login_required
def drawer(request):
    return render(request, "drawer.html")


@login_required
def shelf(request):
    return render(request, "shelf.html")


@login_required
def cellar(request):
    return render(request, "cellar.html")


class WebhookViewSet(viewsets.ModelViewSet):
    """Whom we call: rows that are managed, and nothing that somebody calls."""
    permission_classes = [AllowAny]  # BAD


@csrf_exempt
def emptied(request, pk):  # BAD
    Crate.objects.filter(pk=pk).delete()
    return HttpResponse(status=204)


@user_passes_test(lambda user: not user.is_staff)
def guests(request):  # BAD
    Crate.objects.create(name=request.POST["name"])
    return HttpResponse()


class Crates(View):
    def post(self, request):
        return HttpResponse()


ninja = NinjaAPI()


@ninja.get("/people", auth=None)
def people(request):  # BAD
    return list(get_user_model().objects.values("username", "email"))


class Listed(generics.ListAPIView):
    permission_classes = [IsAuthenticated]


urlpatterns = [
    path("emptied/<int:pk>/", emptied), path("guests/", guests), path("ninja/", ninja.urls),
    path("crates/", login_required(Crates.as_view())),
    path("crates/all/", Crates.as_view()),  # BAD
    path("listed/", Listed.as_view()),
    path("listed/all/", Listed.as_view(permission_classes=[])),  # BAD
]
def address_of(request):
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR")
    return forwarded.split(",")[0].strip() if forwarded else request.META["REMOTE_ADDR"]


class SaysInternal(BasePermission):
    def has_permission(self, request, view):  # BAD
        return request.headers.get("X-Internal") == "1"


class SaysRole(BasePermission):
    roles = ("manager", "owner")

    def has_permission(self, request, view):  # BAD
        if request.method == "GET":
            return True
        return request.META.get("HTTP_X_USER_ROLE", "").lower() in self.roles


class SaysAddress(BasePermission):
    def has_permission(self, request, view):  # BAD
        return address_of(request).startswith("10.")


class SaysListed(BasePermission):
    """Which addresses are let in is no secret; that one has such an address is for anybody to say."""

    def has_permission(self, request, view):  # BAD
        from django.conf import settings
        return address_of(request) in settings.CRANE_ADDRESSES


class SaysOwnWord(BasePermission):
    word = "internal"

    def has_permission(self, request, view):  # BAD
        return request.headers.get("X-Internal") == self.word


class SaysIdly(BasePermission):
    def has_permission(self, request, view):  # BAD
        from json import dumps
        return request.headers.get("X-Internal") == "yes"


class Idly(APIView):
    permission_classes = [SaysIdly]

    def post(self, request):
        return Response()


class Crane(APIView):
    permission_classes = [SaysInternal]

    def post(self, request):
        return Response()


class Winch(Crane):
    permission_classes = [SaysRole]


class Hoist(Crane):
    permission_classes = [SaysAddress]


class Listed2(Crane):
    permission_classes = [SaysListed]


class Worded(Crane):
    permission_classes = [SaysOwnWord]


class Idle(View):
    """That its list is not read is told by another rule."""
    permission_classes = ["IsAuthenticated"]

    @login_required
    def get(self, request):
        return get_user_model().objects.values("username")

    def post(self, request):
        return JsonResponse({"rows": list(get_user_model().objects.values("username"))})


class OwnersAlone(BasePermission):
    def has_object_permission(self, request, view, obj):
        return obj.owner == request.user


class Loans(viewsets.GenericViewSet):
    permission_classes = [IsAuthenticated]

    @action(detail=True, methods=["post"], permission_classes=[OwnersAlone])  # BAD
    def lend(self, request, pk=None):
        """No get_object(): nobody asks."""
        Loan.objects.filter(pk=pk).update(lent=True)
        return Response()


router.register("loans", Loans, basename="loan")
urlpatterns += [
    path("crane/", Crane.as_view()), path("winch/", Winch.as_view()), path("hoist/", Hoist.as_view()),
    path("winch/listed/", Listed2.as_view()), path("winch/worded/", Worded.as_view()), path("winch/idly/", Idly.as_view()),
    path("idle/", Idle.as_view()),
    path("invoices/", Invoices.as_view()),
    path("orders/", Orders.as_view()),
    path("derived/<int:pk>/", Derived.as_view()),
    path("ledger/", ledger),
    path("skips/", Skips.as_view()),
    path("", include(router.urls)),
    path("refund/<int:pk>/", refund), path("everybody/", everybody), path("desk/", desk),
    path("drawer/", drawer), path("shelf/", shelf), path("cellar/", cellar),
    path("hooks/", WebhookViewSet.as_view({"get": "list", "delete": "destroy"})),
]


class Stocktaking(APIView):
    permission_classes = [AllowAny]  # BAD

    def post(self, request):
        """Asked and let in, however long it then takes."""
        Order.objects.all().delete()
        total = 0
        for number in range(9000):
            total = total + number * number - number // 3
        return Response({"total": total})


class PromoCodeRequest(APIView):
    permission_classes = [AllowAny]  # BAD

    def post(self, request):
        Order.objects.all().delete()
        return Response()


urlpatterns += [path("stocktaking/", Stocktaking.as_view()), path("promo/", PromoCodeRequest.as_view())]
