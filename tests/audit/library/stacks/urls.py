# SPDX-License-Identifier: Apache-2.0
from django.urls import include, path

from stacks import routers
from stacks.parts import Trolleys
from stacks.views import Shelves

kinds = {
    "wholesale": routers.WholesaleRouter(label="Stacks"),
    "reading": routers.ReadingRouter(),
    "longer": routers.LongerRouter(),
    "exchanging": routers.ExchangingRouter(),
    "plain": routers.PlainRouter(),
}
urlpatterns = []
for name, each in kinds.items():
    each.register("shelves", Shelves, basename="shelf")
    each.register("trolleys", Trolleys, basename="trolley")
    urlpatterns.append(path(name + "/", include(each.urls)))
