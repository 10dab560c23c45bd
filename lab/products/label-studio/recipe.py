# SPDX-License-Identifier: Apache-2.0
"""Label Studio: Django REST framework, drf-spectacular, legacy tokens, JWTs and sessions; on SQLite."""
PYTHON = "3.11"
PACKAGES = ["label-studio", "gunicorn"]
DATABASE = "data/label_studio.sqlite3"
# Every request that is let in notes when its user was last seen.
LOGIN = {"django_session": "*", "htx_user": ("last_login", "last_activity")}

CONFIG = ""  # all of it by environment

# Two organizations with a user each, who must not see each other's things. LAB ONLY: all made up.
SEED = """
from organizations.functions import create_organization
from organizations.models import Organization
from projects.models import Project
from rest_framework.authtoken.models import Token
from tasks.models import Annotation, Prediction, Task
from users.models import User
from webhooks.models import Webhook

LABELS = '''<View><Text name="text" value="$text"/><Choices name="sound" toName="text">
<Choice value="yes"/><Choice value="no"/></Choices></View>'''

def person(name, digit, super=False):
    user = User.objects.create_user(email=name + "@example.com", password="LAB-ONLY-%s-password" % name, username=name)
    user.is_superuser = user.is_staff = super
    user.save()
    house = create_organization(title="House of " + name, created_by=user, legacy_api_tokens_enabled=True)
    user.active_organization = house
    user.save()
    house.session_timeout_policy  # a row that the first request would make
    Token.objects.filter(user=user).delete()
    Token.objects.create(user=user, key=digit * 40)
    return user, house

for name, digit in (("root", "a"), ("alice", "b"), ("bob", "c")):
    user, house = person(name, digit, name == "root")
    project = Project.objects.create(title="Work of " + name, created_by=user, organization=house,
                                     label_config=LABELS, is_published=True)
    for number in range(3):
        task = Task.objects.create(project=project, data={"text": "stone %d of %s" % (number, name)})
        result = [{"from_name": "sound", "to_name": "text", "type": "choices", "value": {"choices": ["yes"]}}]
        Annotation.objects.create(task=task, project=project, completed_by=user, result=result)
        Prediction.objects.create(task=task, project=project, result=result, model_version="one")
    Webhook.objects.create(organization=house, project=project, url="http://127.0.0.1:9/", is_active=False)
"""


def application(kit):
    return next(kit.cache.glob("venv/lib/python3*/site-packages/label_studio"))


def environment(kit):
    """Nothing may call home, and nothing may be fetched."""
    return kit.environment(
        DJANGO_SETTINGS_MODULE="core.settings.label_studio", PYTHONPATH=application(kit),
        LABEL_STUDIO_BASE_DATA_DIR=kit.home / "data", SECRET_KEY="LAB-ONLY-" + "x" * 50,
        COLLECT_ANALYTICS="false", LATEST_VERSION_CHECK="false", SENTRY_DSN="", FRONTEND_SENTRY_DSN="",
        DJANGO_DB="sqlite", SYNC_ON_TARGET_STORAGE_CREATION="false")


def migrate(kit):
    (kit.home / "data").mkdir()
    kit.run([kit.program("python"), application(kit) / "manage.py", "migrate"], environment(kit))


def seed(kit):
    kit.run([kit.program("python"), application(kit) / "manage.py", "shell"], environment(kit), text=SEED + "\n")


def start(kit):
    kit.services.serve(
        [kit.program("gunicorn"), "core.wsgi", "--chdir", application(kit), "--bind", "127.0.0.1:%d" % kit.port,
         "--workers", "1", "--threads", "8", "--timeout", "300"], kit.url + "/health", environment(kit))


def contract(kit):
    """The description is for those who log in."""
    return "openapi.json", kit.fetch("/docs/api/schema/json/", {"Authorization": "Token " + "a" * 40})
