from django.urls import include, path, re_path
from rest_framework import permissions, routers, viewsets
from rest_framework.decorators import action, api_view, permission_classes
from rest_framework.views import APIView
ROOT_URLCONF = "m"
REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"]}
class Mine(permissions.BasePermission):
    def has_permission(self, request, view):
        return request.method in permissions.SAFE_METHODS or bool(request.user and request.user.is_staff)
class Gates(viewsets.ModelViewSet):
    permission_classes = [Mine & ~permissions.IsAdminUser]
    def get_permissions(self):
        if self.action in ("list", "retrieve"):
            return []
        return super().get_permissions()
    @action(detail=True, methods=["post"], permission_classes=[])
    def shut(self, request, pk=None):
        pass
@api_view(["GET", "POST"])
@permission_classes([permissions.AllowAny])
def knock(request):
    if request.headers.get("X-Key") != "a":
        raise PermissionDenied
    return [x for x in request.data.items() if x]
router = routers.DefaultRouter()
router.register("gates", Gates)
urlpatterns = [path("api/", include(router.urls)), re_path(r"^knock/(?P<n>[0-9]+)$", knock)]
urlpatterns += [path("<int:pk>/", lambda request, pk: None)]
