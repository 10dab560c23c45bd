# SPDX-License-Identifier: Apache-2.0
from django.conf import settings
from django.urls import include, path
from django.views.decorators.cache import cache_page

from . import views

urlpatterns = [path("things/", include("thing.urls")), path("orders/", views.Orders.as_view()),
               path("prices/", cache_page(60, key_prefix=f"v{settings.RELEASE.version}")(views.Prices.as_view()))]
