# SPDX-License-Identifier: Apache-2.0
import jwt
from django.conf import settings
from rest_framework.response import Response
from rest_framework.views import APIView


class Ticket(APIView):
    def post(self, request):
        claims = jwt.decode(request.data["ticket"], settings.TICKET_KEY, algorithms=["HS256"],
                            audience="desk", issuer="desk", options={"require": ["exp"]})
        return Response({"seat": claims["seat"]})
