# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST


def plain(request):
    return JsonResponse({})


@csrf_exempt
@require_POST
def posts_only(request):
    return JsonResponse({})


class Shelf(View):
    def get(self, request, *args, **kwargs):
        return JsonResponse({})


class Private(LoginRequiredMixin, Shelf):
    pass


@method_decorator(login_required, name="dispatch")
class Decorated(Shelf):
    def post(self, request):
        return JsonResponse({})
