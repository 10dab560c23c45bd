# SPDX-License-Identifier: Apache-2.0
from rest_framework.viewsets import GenericViewSet

from . import carts


class Trolleys(carts.Rolling, carts.Loaded, GenericViewSet):
    pass
