# SPDX-License-Identifier: Apache-2.0
from django.urls import include, path

urlpatterns = [path("cargo/", include("cargo.urls"))]
