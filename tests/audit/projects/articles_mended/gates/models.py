# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth.models import AbstractBaseUser
from django.db import models


class AppUser(AbstractBaseUser):
    username = models.CharField(max_length=50, unique=True)
    USERNAME_FIELD = "username"


class ApiKey(models.Model):
    key = models.CharField(max_length=64)
    user = models.ForeignKey("auth.User", on_delete=models.CASCADE)
