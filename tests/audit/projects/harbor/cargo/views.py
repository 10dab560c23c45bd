# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth.decorators import login_required
from rest_framework.decorators import api_view
from rest_framework.response import Response


@login_required
@api_view(["POST"])
def above(request):
    return Response()
