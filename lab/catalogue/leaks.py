# SPDX-License-Identifier: Apache-2.0
"""What answers tell: the credential that was sent, and the application's inside."""
import traceback

from django.http import JsonResponse
from rest_framework.response import Response

from patterns.base import Ledger, case, ledger
from patterns.methods import reader, refusal


class Receipt(Ledger):
    """Gives the request's header fields back, with the token among them."""

    def get(self, request):
        return Response({**ledger(request.user), "sent": dict(request.headers)})


class ReceiptOfNames(Ledger):
    """The twin: the names of the fields alone."""

    def get(self, request):
        return Response({**ledger(request.user), "sent": sorted(request.headers)})


class Closed(Ledger):
    """An error that quotes the request."""

    def get(self, request):
        return Response({"error": "closed", "request": request.headers["Authorization"]}, status=410)


class ClosedQuietly(Ledger):
    def get(self, request):
        return Response({"error": "closed"}, status=410)


class OwnToken(Ledger):
    """A near miss: the operation is there to give it."""

    def get(self, request):
        return Response({"token": request.headers["Authorization"].partition(" ")[2]})


def crash(tell):
    """Falls over a request without a credential, and tells that much of it."""
    def view(request):
        try:
            request.headers["Authorization"]
            user = reader(request)
        except KeyError as fault:
            return JsonResponse({"error": tell(fault)}, status=500)
        return JsonResponse(ledger(user)) if user else refusal()
    return view


traced = crash(lambda fault: traceback.format_exc())
untraced = crash(lambda fault: "KeyError, known as incident 4711")


def log(request):
    """A near miss: a log whose lines are stack traces, for those who may read it."""
    if reader(request) is None:
        return refusal()
    try:
        raise KeyError("of a job last night")
    except KeyError:
        return JsonResponse({"lines": traceback.format_exc().splitlines()})


urlpatterns = (case("receipt", Receipt, ReceiptOfNames) + case("closed", Closed, ClosedQuietly)
               + case("trace", traced, untraced) + case("token", OwnToken) + case("log", log))
