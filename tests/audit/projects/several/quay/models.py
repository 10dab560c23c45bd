# SPDX-License-Identifier: Apache-2.0
from django.db import models


class Ship(models.Model):
    paid = models.BooleanField(default=False)
