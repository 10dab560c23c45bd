# SPDX-License-Identifier: Apache-2.0
"""Keys by kid, for the cases that keep them in the database."""
from django.db import models


class Key(models.Model):
    kid = models.CharField(max_length=40, unique=True)
    secret = models.CharField(max_length=200)
