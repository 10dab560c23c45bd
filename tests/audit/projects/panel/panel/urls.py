# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from panel import views

urlpatterns = [
    path("start/", views.start),
    path("stop/", views.stop),
    path("restart/", views.restart),
    path("progress/", views.progress),
    path("contact/", views.contact),
]
