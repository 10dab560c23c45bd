# SPDX-License-Identifier: Apache-2.0
"""Nautobot: Django REST framework, drf-spectacular, tokens and sessions, object permissions; on
PostgreSQL and Redis."""
PYTHON = "3.11"
PACKAGES = ["nautobot", "gunicorn"]
DATABASE = "nautobot"
# Its own description takes many seconds to write, each time that it is asked for.
OPTIONS = ["--exclude", "/swagger**"]
LOGIN = {"django_session": "*", "auth_user": ("last_login",)}

CONFIG = """
from nautobot.core.settings import *
INSTALLATION_METRICS_ENABLED = False
"""

# Users and a few objects of each kind that much hangs on. LAB ONLY: tokens and passwords are made up.
SEED = """
from constance import config
from django.contrib.contenttypes.models import ContentType
from nautobot.dcim.models import (Device, DeviceType, Interface, Location, LocationType, Manufacturer,
                                  Rack)
from nautobot.extras.models import Role, Status, Tag
from nautobot.ipam.models import VLAN, Namespace, Prefix
from nautobot.tenancy.models import Tenant
from nautobot.users.models import ObjectPermission, Token, User

alice = User.objects.create_superuser("alice", "alice@example.com", "LAB-ONLY-alice-password")
bob = User.objects.create_user("bob", "bob@example.com", "LAB-ONLY-bob-password")
for user, digit in ((alice, "b"), (bob, "c")):
    Token.objects.create(user=user, key="1ab0" + digit * 36)

# alice may do everything; bob may only look at the data centre and the addresses.
looking = ObjectPermission.objects.create(name="looking", actions=["view"])
looking.users.set([bob])
looking.object_types.set(ContentType.objects.filter(app_label__in=["dcim", "ipam"]))

def active(model):
    return Status.objects.get_for_model(model).get(name="Active")

kind = LocationType.objects.create(name="Site", nestable=True)
kind.content_types.set(ContentType.objects.filter(app_label__in=["dcim", "ipam"]))
place = Location.objects.create(name="Keep", location_type=kind, status=active(Location))
maker = Manufacturer.objects.create(name="Mason")
model = DeviceType.objects.create(manufacturer=maker, model="Portcullis")
role = Role.objects.create(name="Gate")
role.content_types.set(ContentType.objects.filter(app_label="dcim"))
for number in range(3):
    device = Device.objects.create(name="gate%d" % number, device_type=model, role=role, location=place,
                                   status=active(Device))
    Interface.objects.create(device=device, name="eth0", type="1000base-t", status=active(Interface))
Rack.objects.create(name="R1", location=place, status=active(Rack))
space = Namespace.objects.first()
Prefix.objects.create(prefix="192.0.2.0/24", namespace=space, status=active(Prefix))
VLAN.objects.create(name="inner", vid=7, status=active(VLAN))
Tenant.objects.create(name="Lord")
Tag.objects.create(name="old")
for name in dir(config):
    getattr(config, name)  # a row for each setting, which the first reader would make
"""


def environment(kit):
    return kit.environment(
        NAUTOBOT_ROOT=kit.home, NAUTOBOT_CONFIG=kit.home / "nautobot_config.py",
        NAUTOBOT_SECRET_KEY="LAB-ONLY-" + "x" * 50, NAUTOBOT_ALLOWED_HOSTS="127.0.0.1",
        NAUTOBOT_DB_HOST="127.0.0.1", NAUTOBOT_DB_PORT=kit.services.postgres(),
        NAUTOBOT_DB_NAME=DATABASE, NAUTOBOT_DB_USER="postgres",
        NAUTOBOT_REDIS_HOST="127.0.0.1", NAUTOBOT_REDIS_PORT=kit.services.redis())


def migrate(kit):
    (kit.home / "nautobot_config.py").write_text(CONFIG)
    settings = environment(kit)
    kit.services.database(DATABASE)
    kit.run([kit.program("nautobot-server"), "migrate"], settings)
    kit.run([kit.program("nautobot-server"), "collectstatic", "--no-input"], settings)


def seed(kit):
    kit.run([kit.program("nautobot-server"), "nbshell"], environment(kit), text=SEED + "\n")


def start(kit):
    kit.services.serve(
        [kit.program("gunicorn"), "nautobot.core.wsgi", "--bind", "127.0.0.1:%d" % kit.port,
         "--workers", "2", "--threads", "4", "--timeout", "300"],
        kit.url + "/api/", environment(kit))


def contract(kit):
    """The description is for those who log in."""
    return "openapi.json", kit.fetch("/api/swagger.json?api_version=3.0", {"Authorization": "Token 1ab0" + "b" * 36})
