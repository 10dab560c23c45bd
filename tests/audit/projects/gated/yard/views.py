# SPDX-License-Identifier: Apache-2.0
from django.http import HttpResponse, JsonResponse
from django.views import View
from rest_framework import viewsets
from rest_framework.permissions import AllowAny
from rest_framework.response import Response


def for_all(view):
    view.for_all = True
    return view


def home(request):
    return HttpResponse()


@for_all
def hours(request):  # open
    return HttpResponse()


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
