# SPDX-License-Identifier: Apache-2.0
from django.urls import path, include
urlpatterns = [path("api/", include("api.urls"))]
