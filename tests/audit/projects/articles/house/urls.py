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
    path("first/", views.JWTFirstPrinting.as_view()),
    path("by-hand/", views.ReadsTokenView.as_view()),
    path("pretends/", views.PretendsView.as_view()),
    path("post-only/", views.PostOnlyView.as_view()),
    path("key/", views.KeyView.as_view()),
]
