# SPDX-License-Identifier: Apache-2.0
from django.urls import path
from rest_framework.routers import DefaultRouter
from rest_framework_simplejwt.views import TokenObtainPairView
from rest_framework.authtoken.views import obtain_auth_token
from . import views
router = DefaultRouter(trailing_slash=False)
router.register("b3", views.B3, basename="b3")
router.register("b5", views.B5, basename="b5")
router.register("b6", views.B6, basename="b6")
urlpatterns = [path("a%d/" % n, view.as_view()) for n, view in enumerate([views.A1, views.A2, views.A3, views.A4, views.A5, views.A6, views.A7, views.A8, views.A9, views.A10])]
urlpatterns += [
    path("b1/", views.B1.as_view()), path("b2/", views.B2.as_view()), path("b4/", views.B4.as_view()),
    path("by-hand/", views.ByHand.as_view()), path("orders/", views.orders), path("invoices/", views.invoices),
    path("export/", views.export_users), path("register/", views.register), path("transfer/", views.transfer),
    path("health/", views.Health.as_view()), path("notuple/", views.NoTuple.as_view()), path("instance/", views.Instance.as_view()), path("typo/", views.Typo.as_view()),
    path("token/", TokenObtainPairView.as_view()),
    path("token-auth/", obtain_auth_token),  # finds: missing-throttle
]
urlpatterns += router.urls
