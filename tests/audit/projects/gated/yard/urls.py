# SPDX-License-Identifier: Apache-2.0
from django.conf import settings
from django.urls import include, path
from rest_framework.routers import DefaultRouter, SimpleRouter

from yard import views

router = DefaultRouter() if settings.DEBUG else SimpleRouter()
router.register("crates", views.Crates, basename="crate")
router.register("barrows", views.Barrows, basename="barrow")

urlpatterns = [
    path("", views.home), path("hours/", views.hours), path("sheds/", views.sheds), path("yards/", views.yards), path("lofts/", views.lofts), path("keeper/", views.keeper), path("timed/", views.timed(views.cellar)), path("shared/", views.shared(views.home)),
    path("doors/", views.doors), path("lids/<int:number>/", views.lid), path("board/", views.Board.as_view()),
    path("api/ledger/", views.Ledger.as_view()), path("api/stock/", views.Stock.as_view()),
    path("served/", views.served), path("closed/", views.closed), path("marked/", views.Marked.as_view()),
    path("kinds/api/", views.for_all(views.KindAPI.as_view({"get": "list"}))), path("kinds/page/", views.KindPage.as_view()),
    path("kinds/exempt/", views.KindExempt.as_view()), path("kinds/hook/", views.hook), path("kinds/form/", views.form),
    path("back/room/", views.back_room), path("front/room/", views.front_room), path("counted/", views.counted), path("counted/api/", views.Counted.as_view()),
    path("traced/", views.traced), path("pooled/", views.pooled), path("handed/", views.handed),
    path("handed/object/", views.for_all(views.Handed.as_view())), path("kept/", views.kept),
    path("tools/", views.tools.urls), path("api/", include(router.urls)), path("auth/", include("dj_rest_auth.urls")),
]
