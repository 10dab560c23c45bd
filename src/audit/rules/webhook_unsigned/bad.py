# SPDX-License-Identifier: Apache-2.0
import json

from django.db import models
from django.http import JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

OFFICES = ["192.0.2.7"]


class Order(models.Model):
    class Meta:
        app_label = "auth"


class PaymentWebhook(APIView):
    permission_classes = [AllowAny]

    def post(self, request):  # BAD
        """Will verify the signature one day."""
        Order.objects.filter(pk=request.data["order"]).update(paid=True)
        return Response()


@csrf_exempt
def deliveries(request):  # BAD
    told = json.loads(request.body)
    Order.objects.filter(pk=told["order"]).update(sent=True)
    return JsonResponse({})


@api_view(["POST"])
@authentication_classes([])
@permission_classes([AllowAny])
def addressed_hook(request):  # BAD
    if request.META["REMOTE_ADDR"] not in OFFICES:
        return Response(status=404)
    Order.objects.filter(pk=request.data["order"]).update(paid=True)
    return Response()


api = NinjaAPI()


@api.post("/webhook", auth=None)
def heard(request):  # BAD
    Order.objects.filter(pk=json.loads(request.body)["order"]).delete()
    return {}


urlpatterns = [path("payment/", PaymentWebhook.as_view()), path("webhooks/deliveries/", deliveries), path("a/", addressed_hook), path("ninja/", api.urls)]
