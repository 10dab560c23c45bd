# SPDX-License-Identifier: Apache-2.0
"""The entry point that gunicorn serves."""
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lab.settings")
application = get_wsgi_application()
