# SPDX-License-Identifier: Apache-2.0
"""The models that the articles' code takes for granted."""
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models


class Profile(models.Model):
    """profile__auth_token: the bearer token in plain text, as the article looks it up."""
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    auth_token = models.CharField(max_length=80)


class AppUser(AbstractBaseUser):
    username = models.CharField(max_length=80, unique=True)
    last_login = None
    USERNAME_FIELD = "username"
