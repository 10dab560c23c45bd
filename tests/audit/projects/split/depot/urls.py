# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from shelf.views import Books

urlpatterns = [path("books/", Books.as_view())]
