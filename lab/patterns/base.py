# SPDX-License-Identifier: Apache-2.0
"""What every case shares: the document that it guards, the sound twin, and its two routes."""
from django.urls import path
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import JWTAuthentication


def ledger(user):
    """A document worth guarding."""
    return {"account": "LAB-0042", "balance": 1200, "currency": "EUR",
            "reader": getattr(user, "username", "")}


class Ledger(APIView):
    """Sound: a JWT and nothing else. The twin of most cases."""
    authentication_classes = [JWTAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request, **kwargs):
        return Response(ledger(request.user))


def case(name, vulnerable, fixed=Ledger):
    """NAME/ is the flaw, NAME/fixed/ the same without it."""
    return [path(name + "/", as_view(vulnerable)), path(name + "/fixed/", as_view(fixed))]


def as_view(view):
    return view.as_view() if isinstance(view, type) else view
