# SPDX-License-Identifier: Apache-2.0
"""Pulp: Django REST framework, drf-spectacular, Basic, sessions and role-based access; on PostgreSQL
and Redis."""
PYTHON = "3.11"
PACKAGES = ["pulpcore", "gunicorn"]
DATABASE = "pulp"
# Its servers note every few seconds that they are alive.
LOGIN = {"django_session": "*", "auth_user": ("last_login",), "core_appstatus": "*"}

# Basic sends the password every time: a fast hash, or a scan would measure nothing else.
CONFIG = """
import os
SECRET_KEY = "LAB-ONLY-" + "x" * 50
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "pulp", "USER": "postgres",
                         "HOST": "127.0.0.1", "PORT": os.environ["LAB_POSTGRES_PORT"], "CONN_MAX_AGE": 0}}
REDIS_HOST, REDIS_PORT = "127.0.0.1", int(os.environ["LAB_REDIS_PORT"])
CACHE_ENABLED = False
CONTENT_ORIGIN = "http://127.0.0.1"
ANALYTICS = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"""

# LAB ONLY: passwords are made up. alice may do everything; bob only looks at files.
SEED = """
from django.contrib.auth import get_user_model
from pulpcore.plugin.util import assign_role
from pulp_file.app.models import FileRemote, FileRepository
User = get_user_model()
alice = User.objects.create_superuser("alice", "alice@example.com", "LAB-ONLY-alice-password")
bob = User.objects.create_user("bob", "bob@example.com", "LAB-ONLY-bob-password")
for kind in ("filerepository", "fileremote", "filedistribution", "filepublication"):
    assign_role("file.%s_viewer" % kind, bob)
for number in range(2):
    FileRepository.objects.create(name="stones%d" % number)
    FileRemote.objects.create(name="quarry%d" % number, url="http://127.0.0.1:9/PULP_MANIFEST")
"""


def environment(kit):
    return kit.environment(
        PULP_SETTINGS=kit.home / "settings.py", DJANGO_SETTINGS_MODULE="pulpcore.app.settings",
        PULP_DEPLOY_ROOT=kit.home, PULP_MEDIA_ROOT=kit.home / "media", PULP_WORKING_DIRECTORY=kit.home / "tmp",
        PULP_FILE_UPLOAD_TEMP_DIR=kit.home / "tmp", PULP_STATIC_ROOT=kit.home / "assets",
        PULP_DB_ENCRYPTION_KEY=kit.home / "fields.key",
        LAB_POSTGRES_PORT=kit.services.postgres(), LAB_REDIS_PORT=kit.services.redis())


def migrate(kit):
    (kit.home / "settings.py").write_text(CONFIG)
    for name in ("tmp", "media", "assets"):
        (kit.home / name).mkdir()
    (kit.home / "fields.key").write_text("TEFCLU9OTFktTEFCLU9OTFktTEFCLU9OTFktTEFCLU8=\n")
    settings = environment(kit)
    kit.services.database(DATABASE)
    kit.run([kit.program("pulpcore-manager"), "migrate", "--noinput"], settings)


def seed(kit):
    kit.run([kit.program("pulpcore-manager"), "shell"], environment(kit), text=SEED + "\n")


def start(kit):
    kit.services.serve(
        [kit.program("pulpcore-api"), "--bind", "127.0.0.1:%d" % kit.port, "--workers", "2", "--timeout", "300"],
        kit.url + "/pulp/api/v3/status/", environment(kit))


def contract(kit):
    """By default its description has paths that begin with a variable, for whole addresses of objects."""
    return "openapi.json", kit.fetch("/pulp/api/v3/docs/api.json?pk_path=1", {})
