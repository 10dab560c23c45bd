# SPDX-License-Identifier: Apache-2.0
from django.urls import path
from rest_framework.authentication import BasicAuthentication, SessionAuthentication, TokenAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.response import Response
from rest_framework.views import APIView

from guardian.mixins import PermissionRequiredMixin
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseForbidden, JsonResponse
from django.views import View


class Right(APIView):
    permission_classes = [IsAuthenticated & ~AllowAny]
    permissions = "what the page says of permissions"

    def get(self, request):
        return Response()


class Plain(LoginRequiredMixin, View):
    permission = "orders.view"

    def get(self, request):
        return JsonResponse({})


class SellersOnly:
    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class Timed:
    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs)


class Before(SellersOnly, View):
    def get(self, request):
        return JsonResponse({})


class Behind(View, Timed):
    def get(self, request):
        return JsonResponse({})


class Mixin:
    permission_classes = (IsAuthenticated,)


class Tuple(Mixin, APIView):
    def get(self, request):
        return Response()


@api_view(["GET"])
@permission_classes([IsAuthenticated])
def early(request):
    return Response()


class OnePermission(APIView):
    """Reads a name of its own."""
    permission_class = AllowAny

    def get_permissions(self):
        return [self.permission_class()]


class Staff(OnePermission):
    permission_class = IsAuthenticated

    def get(self, request):
        return Response()


class Answered(PermissionRequiredMixin, APIView):
    """The package's mixin gives what this returns in the view's place."""

    def check_permissions(self, request):
        if not request.user.is_staff:
            return HttpResponseForbidden()


class Raising(APIView):
    def check_permissions(self, request):
        super().check_permissions(request)
        if not request.user.is_staff:
            raise PermissionDenied()

        def page():
            return HttpResponseForbidden()
        self.page = page

    def initial(self, request, *args, **kwargs):
        return super().initial(request, *args, **kwargs)

    def get(self, request):
        return HttpResponseForbidden()


class Asked(APIView):
    """Its handler asks what the hook has to say."""

    def check_object_permissions(self, request, obj):
        if obj.owner != request.user:
            return HttpResponseForbidden()

    def get(self, request, pk):
        return self.check_object_permissions(request, self.get_object()) or Response()


urlpatterns = [path("right/", Right.as_view()), path("plain/", Plain.as_view()),
               path("tuple/", Tuple.as_view()), path("early/", early)]


class Raises(AccessMixin, View):
    """Where raise_exception says so, the call is enough."""
    raise_exception = True

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            self.handle_no_permission()
        return super().dispatch(request, *args, **kwargs)


class RaisesItself(AccessMixin, View):
    def handle_no_permission(self):
        raise PermissionDenied()

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            self.handle_no_permission()
        return super().dispatch(request, *args, **kwargs)


def lockers(request):
    refusal = HttpResponseForbidden("staff only")
    if not request.user.is_staff:
        return refusal
    return Response()


def tried(case):
    with case.assertRaises(TypeError):
        PermissionDenied(1, 2, 3, of=4)


class StaffDesk(LoginRequiredMixin, View):
    """Strangers came no further than the mixin: the call raises."""

    def get(self, request):
        if not request.user.is_staff:
            self.handle_no_permission()
        return Response()


class Loud:
    def handle_no_permission(self):
        raise PermissionDenied()


class LoudDesk(Loud, AccessMixin, View):
    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_staff:
            self.handle_no_permission()
        return super().dispatch(request, *args, **kwargs)
