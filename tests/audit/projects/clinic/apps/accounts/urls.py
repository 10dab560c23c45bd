# SPDX-License-Identifier: Apache-2.0
from django.urls import path
from rest_framework.routers import DefaultRouter

from . import views

router = DefaultRouter()
router.include_root_view = False
router.register(r"users", views.UserViewSet)

urlpatterns = [
    path("auth/register/", views.RegisterView.as_view()),
    path("auth/password-reset/", views.PasswordResetView.as_view()),
    path("auth/login/", views.login),
    path("me/", views.MeView.as_view()),
    path("device/", views.device),
    path("users/<int:pk>/promote/", views.promote),
    path("device/sync/", views.DeviceSync.as_view()),
    path("internal/sync/", views.InternalSync.as_view()),
    path("download/", views.Download.as_view()),
] + router.urls
