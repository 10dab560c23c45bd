# SPDX-License-Identifier: Apache-2.0
"""Routes of the articles' remedies."""
from django.urls import path

from . import views


def pair(name, printed, fixed):
    return [path(name + "/", printed.as_view()), path(name + "/fixed/", fixed.as_view())]


urlpatterns = [
    path("transport/", views.Transport.as_view()),
    path("secure-data/", views.SecureDataView.as_view()),
    path("secure-endpoint/", views.SecureEndpoint.as_view()),
    *pair("jwt-secure", views.JWTSecureEndpoint, views.JWTSecureEndpointFixed),
    *pair("custom-token", views.CustomTokenView, views.CustomTokenViewFixed),
    *pair("jwt-bearer", views.JWTBearerView, views.JWTBearerViewFixed),
    *pair("scoped", views.ScopedView, views.ScopedViewFixed),
    *pair("jwt-only", views.JWTOnlyEndpoint, views.JWTOnlyEndpointFixed),
    *pair("jwt-only-open", views.JWTOnlyEndpointOpen, views.JWTOnlyEndpointFixed),
]
