# SPDX-License-Identifier: Apache-2.0
"""Routes of the near misses."""
from django.urls import path
from rest_framework.urlpatterns import format_suffix_patterns

from patterns.base import Ledger
from patterns.confusion import BothNeeded

from . import views


class Suffixed(Ledger):
    """Served as /suffixed.json, too, by the same view."""

    def get(self, request, format=None):
        return super().get(request)


urlpatterns = [
    path("health/", views.Public.as_view()),
    path("catalogue/", views.PublicCatalogue.as_view()),
    path("optional/", views.Optional.as_view()),
    path("error-body/", views.error_body),
    path("error-body-dynamic/", views.error_body_dynamic),
    path("login-page/", views.login_page),
    path("account-page/", views.account_page),
    path("bad-gateway/", views.bad_gateway),
    path("upload/", views.Upload.as_view()),
    path("login-redirect/", views.redirect_to_login),
    path("hidden/", views.HiddenFromStrangers.as_view()),
    path("validates-first/", views.validates_first),
    path("dynamic/", views.Dynamic.as_view()),
    path("throttled/", views.Throttled.as_view()),
    path("slow/", views.Slow.as_view()),
    path("flaky/", views.Flaky.as_view()),
    path("no-content/", views.NoContent.as_view()),
    path("empty/", views.EmptyRows.as_view()),
    path("csrf/", views.CsrfPost.as_view()),
    path("jwt-and-key/", BothNeeded.as_view()),
    path("trips/", views.TripsOverAttacks.as_view()),
    path("tagged/", views.Tagged.as_view()),
    path("open-options/", views.OpenOptions.as_view()),
    path("cached/", views.Cached.as_view()),
    path("forbidden/", views.Forbidden.as_view()),
    path("confirm/", views.Confirm.as_view()),
    path("no-slash/", Ledger.as_view()),
    *format_suffix_patterns([path("suffixed", Suffixed.as_view())], allowed=["json"]),
]
