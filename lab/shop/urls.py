# SPDX-License-Identifier: Apache-2.0
"""Routes of the sound shop."""
from django.urls import path
from rest_framework.routers import SimpleRouter

from . import views

router = SimpleRouter()
router.register("orders", views.Orders, basename="order")

urlpatterns = router.urls + [
    path("invoices/<int:pk>/", views.Invoice.as_view()),
    path("reports/staff/", views.StaffReport.as_view()),
    path("whoami/jwt/", views.WhoamiJwt.as_view()),
    path("whoami/basic/", views.WhoamiBasic.as_view()),
    path("whoami/token/", views.WhoamiToken.as_view()),
    path("whoami/session/", views.WhoamiSession.as_view()),
    path("whoami/key/", views.WhoamiKey.as_view()),
    path("whoami/query/", views.WhoamiQuery.as_view()),
    path("whoami/jwt-or-key/", views.WhoamiJwtOrKey.as_view()),
]
