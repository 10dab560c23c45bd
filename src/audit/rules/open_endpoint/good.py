# SPDX-License-Identifier: Apache-2.0
import os

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required, permission_required, user_passes_test
from django.contrib.auth.models import User
from django.db import models
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views import View
from ninja import NinjaAPI
from rest_framework import viewsets
from django.urls import path
from rest_framework.authentication import BasicAuthentication, SessionAuthentication, TokenAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.response import Response
from rest_framework.views import APIView


class Invoices(APIView):
    permission_classes = [IsAuthenticated]

    def get(self, request):
        return Response()


class Catalogue(APIView):
    """Meant for everybody, and says so."""
    authentication_classes = []
    permission_classes = [AllowAny]

    def get(self, request):
        return Response()


class LoginView(APIView):
    permission_classes = [AllowAny]

    def post(self, request):
        return Response()


class Articles(APIView):
    permission_classes = [IsAuthenticatedOrReadOnly]

    def get(self, request):
        return Response()

    def post(self, request):
        return Response()


class Nobody(APIView):
    """No authenticator, so nobody can be anybody."""
    authentication_classes = []
    permission_classes = [IsAuthenticated]

    def post(self, request):
        return Response()


class Inherited(Invoices):
    def post(self, request):
        return Response()


class Checked(APIView):
    permission_classes = []

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if not request.user.is_authenticated:
            self.permission_denied(request)

    def get(self, request):
        return Response()


class Invitation(models.Model):
    token = models.TextField()
    accepted = models.BooleanField()


class Shelf(viewsets.ModelViewSet):
    def get_permissions(self):
        return [AllowAny()] if self.action == "list" else [IsAuthenticated()]


@login_required
def desk(request):
    return render(request, "desk.html")


@login_required
def drawer(request):
    return render(request, "drawer.html")


@login_required
def cellar(request):
    return render(request, "cellar.html")


def front(request):
    return render(request, "front.html", {"users": User.objects.count()})


def answer(request, token):
    """Who has the link may answer."""
    Invitation.objects.filter(token=token).update(accepted=True)
    return redirect("/")


def vote(request, pk):
    if not request.user.is_authenticated:
        return redirect("/login/")
    Invitation.objects.filter(pk=pk).update(accepted=True)
    return redirect("/")


@user_passes_test(lambda user: not user.is_authenticated)
def sign_up_page(request):
    """For those who are not in yet."""
    return HttpResponse()


@csrf_exempt
@user_passes_test(lambda user: user.is_staff)
def emptied(request, pk):
    Crate.objects.filter(pk=pk).delete()
    return HttpResponse(status=204)


class Crates(View):
    def post(self, request):
        return HttpResponse()


ninja = NinjaAPI()


@ninja.get("/sizes", auth=None)
def sizes(request):
    return [1, 2]


urlpatterns = [
    path("pages/new/", sign_up_page), path("emptied/<int:pk>/", emptied), path("ninja/", ninja.urls),
    path("crates/", login_required(Crates.as_view())), path("crates/all/", permission_required("x.y")(Crates.as_view())),
]
SHARED = os.environ["SHARED"]


class KnowsSecret(BasePermission):
    def has_permission(self, request, view):
        return request.headers.get("X-Internal") == SHARED


class KnowsKey(BasePermission):
    def has_permission(self, request, view):
        return request.headers.get("X-Crane-Key") == settings.SECRET_KEY


class KnowsOwn(BasePermission):
    shared = os.environ.get("SHARED")

    def has_permission(self, request, view):
        return request.headers.get("X-Internal") == self.shared


class KnowsLate(BasePermission):
    def has_permission(self, request, view):
        from django.conf import settings as late
        return request.headers.get("X-Internal") == late.CRANE_WORD


class KnowsFromInside(BasePermission):
    """The address alone is anybody's; the word beside it is not."""

    def has_permission(self, request, view):
        inside = request.META.get("HTTP_X_REAL_IP", "").startswith("10.")
        return inside and request.headers.get("X-Internal") == SHARED


class PicksFarm(BasePermission):
    """The header says which of the caller's own is meant."""

    def has_permission(self, request, view):
        return request.user.farms.filter(slug=request.headers.get("X-Farm")).exists()


class FromHere(BasePermission):
    """The connection's own address, and what the last proxy wrote."""

    def has_permission(self, request, view):
        last = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1]
        return "10.0.0.1" in (request.META["REMOTE_ADDR"], last)


class IsMobile(BasePermission):
    def has_permission(self, request, view):
        if request.headers.get("X-App") == "old":
            return False
        return request.user.is_authenticated


class Crane(APIView):
    permission_classes = [KnowsSecret]

    def post(self, request):
        return Response()


class Winch(Crane):
    permission_classes = [KnowsKey]


class OwnWinch(Crane):
    permission_classes = [KnowsOwn]


class LateWinch(Crane):
    permission_classes = [KnowsLate]


class InsideWinch(Crane):
    permission_classes = [KnowsFromInside]


class Hoist(Crane):
    permission_classes = [PicksFarm]


class Lift(Crane):
    permission_classes = [FromHere]


class Jack(Crane):
    permission_classes = [IsMobile]


urlpatterns += [
    path("crane/", Crane.as_view()), path("winch/", Winch.as_view()), path("hoist/", Hoist.as_view()),
    path("winch/own/", OwnWinch.as_view()), path("winch/late/", LateWinch.as_view()), path("winch/inside/", InsideWinch.as_view()),
    path("lift/", Lift.as_view()), path("jack/", Jack.as_view()),
    path("invoices/", Invoices.as_view()),
    path("catalogue/", Catalogue.as_view()),
    path("login/", LoginView.as_view()),
    path("articles/", Articles.as_view()),
    path("nobody/", Nobody.as_view()),
    path("inherited/", Inherited.as_view()),
    path("checked/", Checked.as_view()),
    path("shelf/", Shelf.as_view({"get": "list", "post": "create"})),
    path("desk/", desk), path("drawer/", drawer), path("cellar/", cellar), path("front/", front),
    path("answer/<str:token>/", answer), path("vote/<int:pk>/", vote),
]


WORDS = [os.environ["FIRST"], os.environ["SECOND"]]


class KnowsOneOf(BasePermission):
    def has_permission(self, request, view):
        return request.headers.get("X-Internal") in WORDS


class KnowsOneOfOwn(KnowsOneOf):
    words = (os.environ["FIRST"],)

    def has_permission(self, request, view):
        return request.headers.get("X-Internal") in self.words


class KnowsLong(KnowsOneOfOwn):
    """Made up for this example, and yet nobody guesses them."""
    words = ["d41d8cd98f00b204e9800998ecf8427e", "0cc175b9c0f1b6a831c399e269772661"]

    def has_permission(self, request, view):
        return request.headers.get("X-Internal") in self.words


class KnowsFilled(BasePermission):
    word = "unset"

    def __init__(self):
        self.word = os.environ["WORD"]

    def has_permission(self, request, view):
        return request.headers.get("X-Internal") == self.word


class KnowsGiven(BasePermission):
    @property
    def word(self):
        return os.environ["WORD"]

    def has_permission(self, request, view):
        return request.headers.get("X-Internal") == self.word


class KnowsBeside(BasePermission):
    def has_permission(self, request, view):
        address = request.META.get("HTTP_X_FORWARDED_FOR", "")
        return address.startswith("10.") and request.GET.get("k") == SHARED


class Known1(Crane):
    permission_classes = [KnowsOneOf]


class Known2(Crane):
    permission_classes = [KnowsOneOfOwn]


class Known3(Crane):
    permission_classes = [KnowsLong]


class Known4(Crane):
    permission_classes = [KnowsFilled]


class Known5(Crane):
    permission_classes = [KnowsGiven]


class Known6(Crane):
    permission_classes = [KnowsBeside]


urlpatterns += [
    path("known/1/", Known1.as_view()), path("known/2/", Known2.as_view()), path("known/3/", Known3.as_view()),
    path("known/4/", Known4.as_view()), path("known/5/", Known5.as_view()), path("known/6/", Known6.as_view()),
]


class OwnersAlone(BasePermission):
    def has_object_permission(self, request, view, obj):
        return obj.owner == request.user


class Loans(viewsets.GenericViewSet):
    """Its objects are asked for, by the method itself or by one that it calls."""
    permission_classes = [OwnersAlone]

    def give(self, request, pk=None):
        loan = self.get_object()
        loan.given = True
        loan.save()
        return Response()

    def take(self, request, pk=None):
        return self.change(given=False)

    def change(self, **values):
        loan = self.get_object()
        self.get_queryset().filter(pk=loan.pk).update(**values)
        return Response()


@method_decorator(login_required, name="get")
class HalfGuarded(View):
    """That one method is guarded, and another is not, is a finding of its own."""

    def get(self, request):
        return JsonResponse({})

    @method_decorator(csrf_exempt)
    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs)

    def post(self, request):
        Skip.objects.all().delete()
        return JsonResponse({})


@method_decorator(csrf_exempt, name="dispatch")
class IdleList(View):
    """That nobody reads the list is a finding of its own."""

    permission_classes = [IsAuthenticated]

    def post(self, request):
        Skip.objects.all().delete()
        return JsonResponse({})


@api_view(["POST"])
@permission_classes([AllowAny])
def send_code(request):
    CODES[request.data["phone"]] = "1"
    return Response()


urlpatterns += [
    path("phone/", send_code),
    path("loans/<int:pk>/give/", Loans.as_view({"post": "give"})),
    path("loans/<int:pk>/take/", Loans.as_view({"post": "take"})),
    path("half/", HalfGuarded.as_view()),
    path("idle/", IdleList.as_view()),
]
