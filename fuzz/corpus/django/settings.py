import os
from environ import Env
from datetime import timedelta
env = Env(DEBUG=(bool, False))
ROOT_URLCONF = os.getenv("ROUTES", "m")
DEBUG = env("DEBUG")
try:
    from .local import *
except ImportError:
    pass
MIDDLEWARE = ["a"]
if DEBUG:
    MIDDLEWARE += ["debug"]
class A(B := object):
    x = property(lambda self: self.x)
D = {**{k: v for k, v in os.environ.items()}, "k": A().x}
D |= {"n": D}
S = "{}{0}{a}{!r}".format(D, a=1) % 3
T, *U = "a.b.c".rsplit(".", 1)
match S:
    case "x":
        pass
with open(S) as f, suppress(A):
    urlpatterns = [f.read()]
del MIDDLEWARE, missing
async def g():
    async for x in y:
        yield await x
lambda: (yield)
