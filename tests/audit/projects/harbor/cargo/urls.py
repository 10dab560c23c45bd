# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from cargo import views

urlpatterns = [
    path("above/", views.above),
    path("loads/", views.Loads.as_view()),
    path("quays/", views.Quays.as_view({"get": "list", "post": "create"})),
]
