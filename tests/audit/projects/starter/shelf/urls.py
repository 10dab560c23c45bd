# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from drf_spectacular.views import SpectacularAPIView

from desk.views import Drawers, Schema, Stamps

urlpatterns = [path("drawers/", Drawers.as_view()), path("stamps/", Stamps.as_view()),
               path("schema/", SpectacularAPIView.as_view()), path("plan/", Schema.as_view())]
