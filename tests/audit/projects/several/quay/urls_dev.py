# SPDX-License-Identifier: Apache-2.0
from django.urls import path
from rest_framework.views import APIView


class Tools(APIView):
    permission_classes = []

    def post(self, request):
        return None


urlpatterns = [path("tools/", Tools.as_view())]
