# SPDX-License-Identifier: Apache-2.0
from django.conf import settings
from django.urls import include, path
from rest_framework.routers import DefaultRouter, SimpleRouter

from yard import views

router = DefaultRouter() if settings.DEBUG else SimpleRouter()
router.register("crates", views.Crates, basename="crate")
router.register("barrows", views.Barrows, basename="barrow")

urlpatterns = [
    path("", views.home), path("hours/", views.hours), path("doors/", views.doors), path("lids/<int:number>/", views.lid), path("board/", views.Board.as_view()),
    path("api/ledger/", views.Ledger.as_view()), path("api/stock/", views.Stock.as_view()),
    path("api/", include(router.urls)), path("auth/", include("dj_rest_auth.urls")),
]
