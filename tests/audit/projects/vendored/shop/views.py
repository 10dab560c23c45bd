# SPDX-License-Identifier: Apache-2.0
from rest_framework.response import Response
from thing.views import Everybody


class Orders(Everybody):  # open
    permission_classes = []  # finds: open-endpoint

    def get(self, request):
        return Response([])


class Prices(Everybody):
    def get(self, request):
        return Response([])
