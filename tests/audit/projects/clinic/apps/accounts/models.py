# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    role = models.CharField(max_length=20)


class Device(models.Model):
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    secret = models.CharField(max_length=64)
    secret_hash = models.CharField(max_length=64)
