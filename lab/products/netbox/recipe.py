# SPDX-License-Identifier: Apache-2.0
"""NetBox: Django REST framework, drf-spectacular, tokens of two kinds, object permissions; on
PostgreSQL and Redis."""
PYTHON = "3.12"
PACKAGES = ["netbox", "gunicorn"]
DATABASE = "netbox"
# A token notes when it was last used.
LOGIN = {"django_session": "*", "users_user": ("last_login",), "users_token": ("last_used",)}

CONFIG = """
import os
ALLOWED_HOSTS = ["127.0.0.1"]
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "netbox", "USER": "postgres",
                         "HOST": "127.0.0.1", "PORT": os.environ["LAB_POSTGRES_PORT"]}}
_redis = {"HOST": "127.0.0.1", "PORT": int(os.environ["LAB_REDIS_PORT"]), "SSL": False}
REDIS = {"tasks": dict(_redis, DATABASE=0), "caching": dict(_redis, DATABASE=1)}
SECRET_KEY = "LAB-ONLY-" + "x" * 50
API_TOKEN_PEPPERS = {1: "LAB-ONLY-" + "y" * 50}
ISOLATED_DEPLOYMENT = True
CENSUS_REPORTING_ENABLED = False
AUTH_PASSWORD_VALIDATORS = []
"""

# Users and a few objects that much hangs on. LAB ONLY: tokens and passwords are made up.
SEED = """
from core.models import ObjectType
from dcim.models import Device, DeviceRole, DeviceType, Interface, Manufacturer, Rack, Region, Site
from extras.models import Tag
from ipam.models import VLAN, Prefix
from tenancy.models import Tenant
from users.models import ObjectPermission, Token, User

alice = User.objects.create_superuser("alice", "alice@example.com", "LAB-ONLY-alice-password")
bob = User.objects.create_user("bob", "bob@example.com", "LAB-ONLY-bob-password")
Token.objects.create(user=alice, version=2, key="LABONLYalice", token="b" * 40)
Token.objects.create(user=bob, version=1, token="c" * 40)

# alice may do everything; bob may only look at the data centre and the addresses.
looking = ObjectPermission.objects.create(name="looking", actions=["view"])
looking.users.set([bob])
looking.object_types.set(ObjectType.objects.filter(app_label__in=["dcim", "ipam"]))

site = Site.objects.create(name="Keep", slug="keep")
maker = Manufacturer.objects.create(name="Mason", slug="mason")
model = DeviceType.objects.create(manufacturer=maker, model="Portcullis", slug="portcullis")
role = DeviceRole.objects.create(name="Gate", slug="gate")
for number in range(3):
    device = Device.objects.create(name="gate%d" % number, device_type=model, role=role, site=site)
    Interface.objects.create(device=device, name="eth0", type="1000base-t")
Region.objects.create(name="North", slug="north")
Rack.objects.create(name="R1", site=site)
Prefix.objects.create(prefix="192.0.2.0/24")
VLAN.objects.create(name="inner", vid=7)
Tenant.objects.create(name="Lord", slug="lord")
Tag.objects.create(name="old", slug="old")
"""


def environment(kit):
    return kit.environment(
        NETBOX_ROOT=kit.home, NETBOX_CONFIGURATION="lab_configuration", PYTHONPATH=kit.home,
        LAB_POSTGRES_PORT=kit.services.postgres(), LAB_REDIS_PORT=kit.services.redis())


def migrate(kit):
    (kit.home / "lab_configuration.py").write_text(CONFIG)
    settings = environment(kit)
    kit.services.database(DATABASE)
    kit.run([kit.program("netbox"), "migrate"], settings)
    kit.run([kit.program("netbox"), "collectstatic", "--no-input"], settings)


def seed(kit):
    script = kit.home / "seed.py"
    script.write_text(SEED)
    kit.run([kit.program("netbox"), "nbshell", "-c", "exec(open('%s').read(), globals())" % script], environment(kit))


def start(kit):
    kit.services.serve(
        [kit.program("gunicorn"), "netbox.wsgi", "--bind", "127.0.0.1:%d" % kit.port,
         "--workers", "2", "--threads", "4", "--timeout", "300"],
        kit.url + "/api/", environment(kit))


def contract(kit):
    """The description is for those who log in."""
    return "openapi.json", kit.fetch("/api/schema/?format=json", {"Authorization": "Token " + "c" * 40})
