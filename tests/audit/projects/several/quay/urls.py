# SPDX-License-Identifier: Apache-2.0
import json

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from quay.models import Ship


class Ships(APIView):
    def get(self, request):
        return Response([])


@csrf_exempt
def paid_webhook(request):  # finds: webhook-unsigned  # open
    Ship.objects.filter(pk=json.loads(request.body)["ship"]).update(paid=True)
    return HttpResponse()


class Sync(APIView):
    """Refused by the middleware, whose key nobody shows."""
    permission_classes = [AllowAny]
    authentication_classes = []

    def post(self, request):
        Ship.objects.all().delete()
        return Response({})


class InternalsBeside(APIView):  # open
    permission_classes = [AllowAny]  # finds: open-endpoint
    authentication_classes = []

    def post(self, request):
        Ship.objects.all().delete()
        return Response({})


urlpatterns = [
    path("internal/sync/", Sync.as_view()),
    path("internals/sync/", InternalsBeside.as_view()),
]
urlpatterns += [path("ships/", Ships.as_view()), path("webhooks/paid/", paid_webhook)]
