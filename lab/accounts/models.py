# SPDX-License-Identifier: Apache-2.0
"""API keys, kept as digests."""
import hashlib

from django.conf import settings
from django.db import models


def digest(key):
    return hashlib.sha256(key.encode()).hexdigest()


class ApiKey(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    sha256 = models.CharField(max_length=64, unique=True)
