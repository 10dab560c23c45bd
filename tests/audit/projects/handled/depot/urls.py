# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from desk.views import Ticket

urlpatterns = [path("ticket/", Ticket.as_view())]
