# SPDX-License-Identifier: Apache-2.0
"""A small Django REST framework API as most are: one router, one authenticator, sound collections, and a few views
that went wrong. It keeps its objects in memory. Vulnerable on purpose, loopback only; every secret is LAB ONLY."""
import django
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, SECRET_KEY="LAB-ONLY-" + "k" * 40, USE_TZ=True,
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "rest_framework"],
    REST_FRAMEWORK={"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
                    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"]})
django.setup()

# pylint: disable=wrong-import-position
from django.contrib.auth.models import User
from django.core.wsgi import get_wsgi_application
from django.urls import include, path
from rest_framework.authentication import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotFound, ValidationError
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response
from rest_framework.routers import DefaultRouter
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

TOKENS = {"LAB-ONLY-django-%s-token-5e08b1" % name: name for name in ("alice", "bob")}
REPORT = {"total": 4711, "currency": "EUR"}


class KeptTokens(TokenAuthentication):
    """DRF's own, over tokens that are kept in memory."""

    def authenticate_credentials(self, key):
        if key not in TOKENS:
            raise AuthenticationFailed("Invalid token.")
        return User(username=TOKENS[key]), key


class Shelf(ViewSet):
    """A collection; its subclasses name what it holds."""
    authentication_classes = [KeptTokens]
    names = ()

    def held(self, pk):
        if not pk.isdigit() or not 0 < int(pk) <= len(self.names):
            raise NotFound()
        return {"id": int(pk), "name": self.names[int(pk) - 1]}

    def checked(self):
        if not isinstance(self.request.data, dict) or not self.request.data.get("name"):
            raise ValidationError({"name": ["This field is required."]})
        return {"name": self.request.data["name"]}

    def list(self, request):
        return Response([self.held(str(number + 1)) for number in range(len(self.names))])

    def create(self, request):
        return Response(dict(self.checked(), id=len(self.names) + 1), 201)

    def retrieve(self, request, pk):
        return Response(self.held(pk))

    def update(self, request, pk):
        return Response(dict(self.held(pk), **self.checked()))

    def partial_update(self, request, pk):
        return Response(dict(self.held(pk), **self.checked()))

    def destroy(self, request, pk):
        self.held(pk)
        return Response(status=204)


class Books(Shelf):
    names = ("Walls", "Gates", "Keys")


class Authors(Shelf):
    names = ("Ada", "Grace")


class Notices(Shelf):
    names = ("Closed on Monday", "Mind the moat")


class Health(APIView):
    permission_classes = [AllowAny]
    authentication_classes = []

    def get(self, request):
        return Response({"ok": True})


class Report(APIView):
    """Sound: the twin of those below."""
    authentication_classes = [KeptTokens]

    def get(self, request):
        return Response(REPORT)


class Statistics(Report):
    """anonymous-access"""
    permission_classes = [AllowAny]


class Guests(KeptTokens):
    def authenticate_credentials(self, key):
        return User(username="guest"), key


class Reviews(Report):
    """any-token-accepted"""
    authentication_classes = [Guests]


class InTheQuery(KeptTokens):
    def authenticate(self, request):
        key = request.query_params.get("token")
        return self.authenticate_credentials(key) if key else super().authenticate(request)


class Export(Report):
    """token-in-query"""
    authentication_classes = [InTheQuery]


class Fines(Report):
    """method-gap: whoever asks by HEAD is not asked who it is."""

    def get_permissions(self):
        return [IsAuthenticated()] if self.request.method == "GET" else []


class Hasty(KeptTokens):
    def authenticate_credentials(self, key):
        return User(username=TOKENS[key]), key


class Digest(Report):
    """auth-crash: a token that nobody has is a KeyError."""
    authentication_classes = [Hasty]


router = DefaultRouter()
router.include_root_view = False
for name, shelf in (("books", Books), ("authors", Authors), ("notices", Notices)):
    router.register(name, shelf, basename=name)
urlpatterns = [path("api/", include(router.urls))] + [
    path("api/%s/" % name, view.as_view()) for name, view in (
        ("health", Health), ("report", Report), ("statistics", Statistics), ("reviews", Reviews), ("export", Export),
        ("fines", Fines), ("digest", Digest))]
application = get_wsgi_application()
