# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from desk.views import Drawers, Stamps

urlpatterns = [path("drawers/", Drawers.as_view()), path("stamps/", Stamps.as_view())]
