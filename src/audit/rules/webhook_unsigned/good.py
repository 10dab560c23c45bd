# SPDX-License-Identifier: Apache-2.0
import functools
import hashlib
import hmac
import json

import stripe
from django.conf import settings
from django.db import models
from django.http import HttpResponseForbidden, JsonResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView
from twilio.request_validator import RequestValidator


class Order(models.Model):
    class Meta:
        app_label = "auth"


def is_ours(request):
    wanted = hmac.new(settings.SYNC_API_KEY.encode(), request.body, hashlib.sha256).hexdigest()
    return hmac.compare_digest("sha256=" + wanted, request.headers.get("X-Hub-Signature-256", ""))


class ByHelper(APIView):
    permission_classes = [AllowAny]

    def post(self, request):
        if not is_ours(request):
            return Response(status=403)
        Order.objects.filter(pk=request.data["order"]).update(paid=True)
        return Response()


class Ours(BasePermission):
    def has_permission(self, request, view):
        return is_ours(request)


class ByPermission(APIView):
    permission_classes = [Ours]

    def post(self, request):
        Order.objects.filter(pk=request.data["order"]).update(paid=True)
        return Response()


class Checked:
    def dispatch(self, request, *args, **kwargs):
        if not is_ours(request):
            return HttpResponseForbidden()
        return super().dispatch(request, *args, **kwargs)


@method_decorator(csrf_exempt, name="dispatch")
class ByMixin(Checked, View):
    def post(self, request):
        Order.objects.filter(pk=json.loads(request.body)["order"]).update(paid=True)
        return JsonResponse({})


def ours(view):
    @functools.wraps(view)
    def inner(request, *args, **kwargs):
        return view(request, *args, **kwargs) if is_ours(request) else HttpResponseForbidden()
    return inner


@csrf_exempt
@ours
def by_decorator(request):
    Order.objects.filter(pk=json.loads(request.body)["order"]).update(paid=True)
    return JsonResponse({})


@csrf_exempt
def laid_around(request):
    Order.objects.filter(pk=json.loads(request.body)["order"]).update(paid=True)
    return JsonResponse({})


@csrf_exempt
def stripe_hook(request):
    event = stripe.Webhook.construct_event(request.body, request.META["HTTP_STRIPE_SIGNATURE"], settings.SYNC_API_KEY)
    Order.objects.filter(pk=event["order"]).update(paid=True)
    return JsonResponse({})


@api_view(["POST"])
@permission_classes([AllowAny])
def twilio_hook(request):
    validator = RequestValidator(settings.SYNC_API_KEY)
    if not validator.validate(request.build_absolute_uri(), request.data, request.headers["X-Twilio-Signature"]):
        return Response(status=403)
    Order.objects.filter(pk=request.data["order"]).update(paid=True)
    return Response()


@api_view(["POST"])
@permission_classes([AllowAny])
def asked_hook(request):
    event = stripe.Event.retrieve(request.data["id"])
    Order.objects.filter(pk=event["order"]).update(paid=True)
    return Response()


class Hooks(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request):
        return Response(request.data)


@csrf_exempt
def empty_hook(request):
    return JsonResponse({})


urlpatterns = [path("webhook/a/", ByHelper.as_view()), path("webhook/b/", ByPermission.as_view()), path("webhook/c/", ByMixin.as_view()),
               path("webhook/d/", by_decorator), path("webhook/e/", ours(laid_around)), path("f/", stripe_hook), path("g/", twilio_hook),
               path("h/", asked_hook), path("hooks/", Hooks.as_view()), path("i/", empty_hook)]
