# SPDX-License-Identifier: Apache-2.0
from collections import defaultdict
from importlib import import_module

from django.conf import settings
from django.urls import include, path
from rest_framework.authentication import BasicAuthentication, SessionAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.routers import SimpleRouter
from rest_framework.views import APIView


class Closed(APIView):
    permission_classes = [IsAuthenticated]
    if settings.DEPOTS_BY_PASSWORD:
        authentication_classes = [BasicAuthentication]
    else:
        authentication_classes = [SessionAuthentication]

    def get(self, request):
        return None


def found():
    module = import_module("depots.viewsets")
    by_model = defaultdict(list)
    for name in dir(module):
        each = getattr(module, name)
        try:
            if each is not module.Named and issubclass(each, module.Named):
                by_model[each.queryset.model].append(each)
        except TypeError:
            continue
    assert len(by_model) == 4
    return sorted((each for several in by_model.values() for each in several), key=lambda each: each.depth())


router = SimpleRouter()
for viewset in found():
    router.register("/".join(viewset.pieces()), viewset, basename="depots-" + viewset.endpoint_name)
urlpatterns = [path("", include(router.urls)), path("closed/", Closed.as_view())]
