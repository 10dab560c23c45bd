# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from rest_framework.permissions import AllowAny

from . import views

urlpatterns = [
    path("invoices/", views.Invoices.as_view()),
    path("invoices/<int:pk>/", views.Invoice.as_view()),
    path("invoices/<int:pk>/copy/",
         views.InvoiceCopy.as_view(permission_classes=[AllowAny])),  # finds: open-endpoint
    path("mixed/", views.Mixed.as_view()),
    path("partner/", views.PartnerFeed.as_view()),
    path("webhook/", views.Webhook.as_view()),
    path("quote/", views.Quote.as_view()),
    path("refund/", views.Refund.as_view()),
    path("skips/", views.SkipsInitial.as_view()),
    path("deny/", views.Deny.as_view()),
    path("scoped/", views.Scoped.as_view()),
    path("pay/", views.pay),
    path("ledger/", views.ledger),
    path("discount/<str:token>/", views.Discount.as_view()),
    path("voucher/<str:token>/", views.Voucher.as_view()),
    path("metrics/", views.Metrics.as_view()),
]
