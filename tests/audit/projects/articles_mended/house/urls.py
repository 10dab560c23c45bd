# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from gates import views

urlpatterns = [
    path("data/", views.SecureDataView.as_view()),
    path("jwt/", views.JWTSecureEndpoint.as_view()),
    path("custom/", views.CustomTokenView.as_view()),
    path("basic/", views.SecureEndpoint.as_view()),
    path("bearer/", views.BearerView.as_view()),
    path("scoped/", views.ScopedView.as_view()),
    path("only/", views.JWTOnlyEndpoint.as_view()),
    path("key/", views.KeyView.as_view()),
]
