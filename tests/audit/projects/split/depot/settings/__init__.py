# SPDX-License-Identifier: Apache-2.0
"""Settings put together by django-split-settings."""
from split_settings.tools import include, optional

ROOT_URLCONF = "depot.urls"

include("components/base.py", "components/api.py", optional("components/local.py"))
