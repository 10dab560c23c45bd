# SPDX-License-Identifier: Apache-2.0
from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework_simplejwt.views import TokenRefreshView

from apps.accounts.views import ClinicTokenObtainView

api = [
    path("auth/token/", ClinicTokenObtainView.as_view(), name="token"),
    path("auth/refresh/", TokenRefreshView.as_view(), name="refresh"),
    path("", include("apps.accounts.urls")),
    path("", include("apps.appointments.urls")),
    path("patients/", include(("apps.patients.urls", "patients"), namespace="patients")),
    path("billing/", include("apps.billing.urls")),
]

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include(api)),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="schema")),
]
