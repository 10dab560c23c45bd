# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from shelf.views import Books, Loans

urlpatterns = [path("books/", Books.as_view()), path("loans/", Loans.as_view())]
