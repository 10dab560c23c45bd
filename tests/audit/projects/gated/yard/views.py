# SPDX-License-Identifier: Apache-2.0
import os
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from rest_framework import viewsets
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

import vendor


def for_all(view):
    view.for_all = True
    return view


def by_dictionary(view):
    view.__dict__["for_all"] = True
    return view


def by_vars(view):
    vars(view).update(for_all=True)
    return view


def by_names(view):
    for name in os.environ["MARKS"].split():
        setattr(view, name, True)
    return view


def timed(view):
    def inner(request, *args, **kwargs):  # undecided
        return view(request, *args, **kwargs)
    inner.__dict__.update(view.__dict__)
    return inner


def shared(view):
    def inner(request, *args, **kwargs):  # undecided
        return view(request, *args, **kwargs)
    inner.__dict__ = {"for_all": True}
    return inner


def home(request):
    return HttpResponse()


@for_all
def hours(request):  # open
    return HttpResponse()


@by_dictionary
def sheds(request):  # undecided
    return HttpResponse()


@by_vars
def yards(request):  # undecided
    return HttpResponse()


@by_names
def lofts(request):  # undecided
    return HttpResponse()


@for_all
def cellar(request):
    return HttpResponse()


class Keeper:  # undecided
    def __init__(self, **marks):
        self.__dict__.update(marks)

    def __call__(self, request):
        return HttpResponse()


keeper = Keeper(for_all=True)


def doors(request):  # undecided
    return HttpResponse()


doors.for_all = doors.has_doors = True


def lid(request, number):  # undecided
    return HttpResponse()


lid.for_all = lid.of_one = True


class Board(View):
    def post(self, request):
        return HttpResponse()


class Ledger(View):
    def post(self, request):
        return JsonResponse({})


class Stock(View):  # open
    def get(self, request):
        return JsonResponse({})


class Crates(viewsets.ViewSet):
    def list(self, request):
        return Response()


class Barrows(viewsets.ViewSet):
    permission_classes = [AllowAny]  # finds: open-endpoint

    def create(self, request):  # open
        return Response()


@for_all
def served(request):  # open
    return HttpResponse()


@for_all
def closed(request):
    return HttpResponse()


served.served = closed.served = True


class KindAPI(viewsets.ViewSet):  # open
    permission_classes = [AllowAny]  # finds: open-endpoint

    def list(self, request):
        return Response()


class Page(View):
    def get(self, request):
        return HttpResponse()


class Exempt(View):
    @method_decorator(csrf_exempt)
    def dispatch(self, *args, **kwargs):
        return super().dispatch(*args, **kwargs)

    def get(self, request):
        return HttpResponse()


@method_decorator(for_all, name="dispatch")
class Marked(View):  # open
    def get(self, request):
        return HttpResponse()


@csrf_exempt
@for_all
def hook(request):  # open
    return HttpResponse()


@for_all
def form(request):
    return HttpResponse()


class ForAll:
    @classmethod
    def as_view(cls, **kwargs):
        return for_all(super().as_view(**kwargs))


class KindPage(ForAll, Page):
    pass


class KindExempt(ForAll, Exempt):  # open
    pass


tools = NinjaAPI()


@tools.get("/hammers/")
def hammers(request):  # undecided
    return []


@for_all
def back_room(request):
    return HttpResponse()


@for_all
def front_room(request):  # open
    return HttpResponse()


@for_all
def counted(request):  # undecided: the steps of its run end before it refuses
    total = 0
    for number in range(9000):
        total = total + number * number - number // 3
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    return HttpResponse(total)


class Counted(APIView):  # its permission is asked first, and LoggedIn before it
    permission_classes = [AllowAny]

    def get(self, request):
        total = 0
        for number in range(9000):
            total = total + number * number - number // 3
        if not request.user.is_authenticated:
            return Response(status=401)
        return Response(total)


@for_all
def traced(request):  # undecided: a package's middleware may call it
    return HttpResponse()


@for_all
def pooled(request):  # undecided
    return HttpResponse()


def unless_banned(view):
    @wraps(view)
    def inner(request, *args, **kwargs):
        if vendor.banned(request):
            raise PermissionDenied()
        return vendor.call(view, request, *args, **kwargs)
    return inner


@for_all
@unless_banned
def handed(request):  # undecided: a package is handed the view
    return HttpResponse()


class Handed(View):  # undecided: the same with its object
    def dispatch(self, request, *args, **kwargs):
        handler = vendor.pick(self)
        if not handler:
            raise PermissionDenied()
        return handler(request)

    def get(self, request):
        return HttpResponse()


def in_or_out(view):
    @wraps(view)
    def inner(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return HttpResponse(status=401) if vendor.is_script(request) else vendor.login(request)
        return view(request, *args, **kwargs)
    return inner


@for_all
@in_or_out
def kept(request):
    """Refused, in one way or another: nobody else was handed it."""
    return HttpResponse()
