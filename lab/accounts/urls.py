# SPDX-License-Identifier: Apache-2.0
"""Login routes."""
from django.contrib.auth.views import LoginView
from django.urls import path
from rest_framework.authtoken.views import obtain_auth_token
from rest_framework_simplejwt.views import TokenRefreshView, TokenVerifyView

from . import views

urlpatterns = [
    path("api/token/", views.PairView.as_view()),
    path("api/token/refresh/", TokenRefreshView.as_view()),
    path("api/token/verify/", TokenVerifyView.as_view()),
    path("api/token-auth/", obtain_auth_token),
    path("accounts/login/", LoginView.as_view(template_name="login.html")),
    path("api/session/me/", views.SessionMe.as_view()),
]
