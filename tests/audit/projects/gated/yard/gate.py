# SPDX-License-Identifier: Apache-2.0
from django.conf import settings
from django.http import HttpResponseForbidden, JsonResponse
from django.shortcuts import redirect
from django.utils.deprecation import MiddlewareMixin

import vendor


class LoggedIn(MiddlewareMixin):
    """Pages are for those who are in, but for those that say otherwise."""

    def process_view(self, request, view, args, kwargs):
        if getattr(view, "for_all", False) or request.path.startswith(("/api/", "/auth/")):
            return None
        if not request.user.is_authenticated:
            return redirect("/login/")
        return None


class LedgerOnly:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.path.startswith("/api/ledger/") and not request.user.is_authenticated:
            return JsonResponse({}, status=401)


class Doors(MiddlewareMixin):
    """Whether they are closed is not known here."""

    def process_view(self, request, view, args, kwargs):
        closed = getattr(view, "has_doors", False) and settings.DOORS_CLOSED
        if closed and not request.user.is_authenticated:
            return JsonResponse({}, status=403)


class Numbered(MiddlewareMixin):
    """What the route gives the view is not known here, though something is."""

    def process_view(self, request, view, args, kwargs):
        unnumbered = getattr(view, "of_one", False) and kwargs.get("number") is None
        if unnumbered and not request.user.is_authenticated:
            return redirect("/login/")


class Served(MiddlewareMixin):
    """Answers in the view's place, with what the view says."""

    def process_view(self, request, view, args, kwargs):
        if getattr(view, "served", False):
            if request.path == "/closed/" and not request.user.is_authenticated:
                return redirect("/login/")
            return view(request, *args, **kwargs)


class PlainViews(MiddlewareMixin):
    """APIs have doors of their own; other pages say whether they take posts from elsewhere."""

    def process_view(self, request, view, args, kwargs):
        if not request.path.startswith("/kinds/") or request.user.is_authenticated:
            return None
        if hasattr(view, "cls") or getattr(view, "csrf_exempt", False):
            return None
        return JsonResponse({}, status=401)


class Tools(MiddlewareMixin):
    """What lies on a view that a package makes is not known."""

    def process_view(self, request, view, args, kwargs):
        if request.path.startswith("/tools/") and not hasattr(view, "of_a_tool"):
            if not request.user.is_authenticated:
                return JsonResponse({}, status=401)


class Rooms(MiddlewareMixin):
    """Asks for no login by its name: who is no member of the staff stays outside."""
    prefix = None

    def process_request(self, request):
        if self.prefix and request.path_info.startswith(self.prefix) and not request.user.is_staff:
            return HttpResponseForbidden("staff only")


class BackRoom(Rooms):
    prefix = "/back/"


class Traced:
    """What a package lays around the view is not known here."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.traced = vendor.trace(get_response)

    def __call__(self, request):
        if not request.path.startswith("/traced/"):
            return self.get_response(request)
        response = self.traced(request)
        if response.status_code == 404 and not request.user.is_staff:
            return redirect("login")
        return response


class Pooled:
    """A package's pool calls the view."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith("/pooled/"):
            return self.get_response(request)
        try:
            return vendor.POOL.submit(self.get_response, request).result(timeout=5)
        except TimeoutError:
            return HttpResponseForbidden("log in" if request.user.is_staff else "")
