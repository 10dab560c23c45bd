# SPDX-License-Identifier: Apache-2.0
from django.conf import settings
from django.urls import include, path

from app import views

urlpatterns = [path("crates/", views.Crates.as_view()), path("partners/", views.Partners.as_view()),
               path("shelves/", views.Shelves.as_view()), path("lists/", views.Lists.as_view())]
