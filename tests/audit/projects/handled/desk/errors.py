# SPDX-License-Identifier: Apache-2.0
import jwt
from rest_framework.response import Response
from rest_framework.views import exception_handler


def handler(exc, context):
    if isinstance(exc, jwt.PyJWTError):
        return Response({"detail": "Invalid ticket."}, status=401)
    return exception_handler(exc, context)
