# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from desk.views import Ticket
from vendor.views import Offers

urlpatterns = [path("ticket/", Ticket.as_view()), path("offers/", Offers.as_view())]
