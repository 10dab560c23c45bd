# SPDX-License-Identifier: Apache-2.0
"""Objects with an owner."""
from django.conf import settings
from django.db import models


class Order(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    item = models.CharField(max_length=40)
    quantity = models.PositiveIntegerField()
    paid = models.BooleanField(default=False)
