# SPDX-License-Identifier: Apache-2.0
from datetime import timedelta

ROOT_URLCONF = "empty"
SIMPLE_JWT = {"ACCESS_TOKEN_LIFETIME": timedelta(minutes=15), "REFRESH_TOKEN_LIFETIME": timedelta(days=7)}
