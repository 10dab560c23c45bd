# SPDX-License-Identifier: Apache-2.0
from django.urls import path
from rest_framework.response import Response
from rest_framework.views import APIView


class Books(APIView):
    def get(self, request):
        return Response([])


urlpatterns = [path("books/", Books.as_view())]
