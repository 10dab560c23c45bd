# SPDX-License-Identifier: Apache-2.0
from django.db import models


class Key(models.Model):
    digest = models.CharField(max_length=64)
    user = models.ForeignKey("auth.User", on_delete=models.CASCADE)
