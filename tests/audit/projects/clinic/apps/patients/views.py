# SPDX-License-Identifier: Apache-2.0
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import login_required, permission_required, user_passes_test
from django.contrib.auth.mixins import (
    LoginRequiredMixin, PermissionRequiredMixin, UserPassesTestMixin)
from django.http import HttpResponse, HttpResponseForbidden, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import DetailView, ListView, TemplateView
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.views import APIView
from rest_framework.response import Response

from common.mixins import StaffRequiredMixin


@login_required
def dashboard(request):
    return HttpResponse("ok")


@permission_required("patients.view_record", raise_exception=True)
def record(request, pk):
    return JsonResponse({})


def is_doctor(user):
    return user.is_authenticated and user.role == "doctor"


@user_passes_test(is_doctor)
@require_POST
def prescribe(request):
    return JsonResponse({})


@staff_member_required
def audit_log(request):
    return JsonResponse({})


@csrf_exempt
def upload(request):  # open POST; finds: open-endpoint
    if request.method == "POST":
        return JsonResponse({"stored": True})
    return JsonResponse({}, status=405)


def by_hand(request):
    if not request.user.is_authenticated:
        return JsonResponse({"detail": "no"}, status=401)
    return JsonResponse({})


def role_by_hand(request):
    if not request.user.is_authenticated or request.user.role != "doctor":
        return HttpResponseForbidden()
    return JsonResponse({})


@require_http_methods(["GET", "DELETE"])
@login_required
def attachment(request, pk):
    return JsonResponse({})


class PatientList(LoginRequiredMixin, ListView):
    pass


class PatientDetail(PermissionRequiredMixin, DetailView):
    permission_required = "patients.view_patient"


class WrongOrder(ListView, LoginRequiredMixin):  # open; finds: no-effect-guard
    """The mixin's dispatch comes after View's own."""


class Letters(UserPassesTestMixin, View):
    def test_func(self):
        return self.request.user.is_staff

    def get(self, request):
        return HttpResponse()


@method_decorator(login_required, name="dispatch")
class Reports(View):
    def get(self, request):
        return HttpResponse()


@method_decorator([csrf_exempt, login_required], name="dispatch")
class Imports(View):
    def post(self, request):
        return HttpResponse()


class OnlyGet(View):  # open POST
    @method_decorator(login_required)
    def get(self, request):
        return JsonResponse({"patients": []})

    def post(self, request):  # finds: method-permission-gap
        return JsonResponse({})


class Stats(StaffRequiredMixin, TemplateView):
    template_name = "stats.html"


class DRFOnPlain(View):  # open
    permission_classes = [IsAuthenticated]  # finds: no-effect-guard

    def get(self, request):
        return JsonResponse({})


class Exported(APIView):
    authentication_classes = [SessionAuthentication]

    @method_decorator(login_required)
    def get(self, request):
        return Response([])
