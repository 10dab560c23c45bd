# SPDX-License-Identifier: Apache-2.0
#: module rest_framework.settings
DEFAULTS = {
    'DEFAULT_AUTHENTICATION_CLASSES': ['rest_framework.authentication.SessionAuthentication', 'rest_framework.authentication.BasicAuthentication'],
    'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.AllowAny'],
    'DEFAULT_THROTTLE_CLASSES': [],
    'DEFAULT_THROTTLE_RATES': {'user': None, 'anon': None},
    'UNAUTHENTICATED_USER': 'django.contrib.auth.models.AnonymousUser',
    'UNAUTHENTICATED_TOKEN': None,
    'URL_FORMAT_OVERRIDE': 'format',
}
class APISettings:
    def __getattr__(self, name):
        user = __setting__('REST_FRAMEWORK')
        if user is not None and name in user:
            return __import__(user[name])
        if name in DEFAULTS:
            return __import__(DEFAULTS[name])
        return __taint__('none')
api_settings = APISettings()

#: module rest_framework.exceptions
class APIException(Exception):
    status_code = 500
class ValidationError(APIException):
    status_code = 400
class ParseError(APIException):
    status_code = 400
class AuthenticationFailed(APIException):
    status_code = 401
class NotAuthenticated(APIException):
    status_code = 401
class PermissionDenied(APIException):
    status_code = 403
class NotFound(APIException):
    status_code = 404
class MethodNotAllowed(APIException):
    status_code = 405
class Throttled(APIException):
    status_code = 429

#: module rest_framework.status
HTTP_200_OK = 200
HTTP_201_CREATED = 201
HTTP_202_ACCEPTED = 202
HTTP_204_NO_CONTENT = 204
HTTP_301_MOVED_PERMANENTLY = 301
HTTP_302_FOUND = 302
HTTP_400_BAD_REQUEST = 400
HTTP_401_UNAUTHORIZED = 401
HTTP_403_FORBIDDEN = 403
HTTP_404_NOT_FOUND = 404
HTTP_405_METHOD_NOT_ALLOWED = 405
HTTP_409_CONFLICT = 409
HTTP_422_UNPROCESSABLE_ENTITY = 422
HTTP_429_TOO_MANY_REQUESTS = 429
HTTP_500_INTERNAL_SERVER_ERROR = 500

#: module rest_framework.request
def Request(request, *args, **kwargs): return request
def clone_request(request, method): return request

#: module rest_framework.response
from django.http import HttpResponse
class Response(HttpResponse):
    def __init__(self, data=None, status=200, *args, **kwargs):
        self.data = data
        if status is not None:
            self.status_code = status

#: module rest_framework.permissions
SAFE_METHODS = ('GET', 'HEAD', 'OPTIONS')
def signed_in(request):
    return bool(request.user and request.user.is_authenticated)
class Composed:
    def __and__(self, other): return OperandHolder('&', self, other)
    def __or__(self, other): return OperandHolder('|', self, other)
    def __rand__(self, other): return OperandHolder('&', other, self)
    def __ror__(self, other): return OperandHolder('|', other, self)
    def __invert__(self): return OperandHolder('~', None, self)
class OperandHolder(Composed):
    __whole__ = True
    def __init__(self, sign, left, right):
        self.sign = sign
        self.left = left
        self.right = right
    def __call__(self, *args, **kwargs):
        return Operand(self.sign, self.left() if self.left is not None else None, self.right())
class Operand:
    __whole__ = True
    def __init__(self, sign, left, right):
        self.sign = sign
        self.left = left
        self.right = right
    def has_permission(self, request, view):
        if self.sign == '~':
            return not self.right.has_permission(request, view)
        if self.sign == '&':
            return self.left.has_permission(request, view) and self.right.has_permission(request, view)
        return self.left.has_permission(request, view) or self.right.has_permission(request, view)
    def has_object_permission(self, request, view, obj): return __taint__('none')
class BasePermission:
    @classmethod
    def __and__(cls, other): return OperandHolder('&', cls, other)
    @classmethod
    def __or__(cls, other): return OperandHolder('|', cls, other)
    @classmethod
    def __rand__(cls, other): return OperandHolder('&', other, cls)
    @classmethod
    def __ror__(cls, other): return OperandHolder('|', other, cls)
    @classmethod
    def __invert__(cls): return OperandHolder('~', None, cls)
    def has_permission(self, request, view): return True
    def has_object_permission(self, request, view, obj): return True
class AllowAny(BasePermission):
    def has_permission(self, request, view): return True
class IsAuthenticated(BasePermission):
    def has_permission(self, request, view): return signed_in(request)
class IsAdminUser(BasePermission):
    def has_permission(self, request, view): return bool(request.user and request.user.is_staff)
class IsAuthenticatedOrReadOnly(BasePermission):
    def has_permission(self, request, view): return request.method in SAFE_METHODS or signed_in(request)
class DjangoModelPermissions(BasePermission):
    perms_map = {'GET': [], 'OPTIONS': [], 'HEAD': [], 'POST': ['add'], 'PUT': ['change'], 'PATCH': ['change'], 'DELETE': ['delete']}
    authenticated_users_only = True
    def get_required_permissions(self, method, model_cls): return self.perms_map[method]
    def has_permission(self, request, view):
        if not signed_in(request) and self.authenticated_users_only:
            return False
        return request.user.has_perms(self.perms_map[request.method])
class DjangoModelPermissionsOrAnonReadOnly(DjangoModelPermissions):
    authenticated_users_only = False
class DjangoObjectPermissions(DjangoModelPermissions): pass

#: module rest_framework.authentication
def get_authorization_header(request):
    return request.META.get('HTTP_AUTHORIZATION', b'')
class BaseAuthentication:
    def authenticate(self, request): raise NotImplementedError()
    def authenticate_header(self, request): return None
class BasicAuthentication(BaseAuthentication):
    www_authenticate_realm = 'api'
    def authenticate(self, request):
        if not get_authorization_header(request):
            return None
        return self.authenticate_credentials(__taint__('input'), __taint__('input'), request)
    def authenticate_credentials(self, userid, password, request=None):
        return (__taint__('password', __taint__('stored'), __taint__('active')), None)
    def authenticate_header(self, request): return 'Basic realm="api"'
class SessionAuthentication(BaseAuthentication):
    def authenticate(self, request):
        user = request._request.user
        if not user or not user.is_active:
            return None
        self.enforce_csrf(request)
        return (user, None)
    def enforce_csrf(self, request): return None
class TokenAuthentication(BaseAuthentication):
    keyword = 'Token'
    model = None
    def get_model(self):
        return self.model if self.model is not None else __import__('rest_framework.authtoken.models.Token')
    def authenticate(self, request):
        if not get_authorization_header(request):
            return None
        return self.authenticate_credentials(__taint__('input'))
    def authenticate_credentials(self, key):
        return (__taint__('stored', __taint__('active')), __taint__('stored'))
    def authenticate_header(self, request): return self.keyword
class RemoteUserAuthentication(BaseAuthentication):
    header = 'REMOTE_USER'
    def authenticate(self, request):
        return (__taint__('stored'), None) if request.META.get('REMOTE_USER') else None

#: module rest_framework.throttling
class BaseThrottle:
    def allow_request(self, request, view): return True
    def wait(self): return None
class SimpleRateThrottle(BaseThrottle): pass
class AnonRateThrottle(SimpleRateThrottle):
    scope = 'anon'
class UserRateThrottle(SimpleRateThrottle):
    scope = 'user'
class ScopedRateThrottle(SimpleRateThrottle):
    scope_attr = 'throttle_scope'

#: module rest_framework.views
from django.views.generic.base import View
from django.http import Http404
from django.core.exceptions import PermissionDenied
from rest_framework import exceptions
from rest_framework.settings import api_settings
class APIView(View):
    authentication_classes = api_settings.DEFAULT_AUTHENTICATION_CLASSES
    permission_classes = api_settings.DEFAULT_PERMISSION_CLASSES
    throttle_classes = api_settings.DEFAULT_THROTTLE_CLASSES
    settings = api_settings
    @classmethod
    def as_view(cls, **initkwargs):
        view = super().as_view(**initkwargs)
        view.cls = cls
        view.initkwargs = initkwargs
        view.csrf_exempt = True
        return view
    def http_method_not_allowed(self, request, *args, **kwargs): raise exceptions.MethodNotAllowed()
    def permission_denied(self, request, message=None, code=None):
        if request.authenticators_named and not request.successful_authenticator:
            raise exceptions.NotAuthenticated()
        raise exceptions.PermissionDenied()
    def throttled(self, request, wait): raise exceptions.Throttled()
    def get_authenticators(self): return [each() for each in self.authentication_classes]
    def get_permissions(self): return [each() for each in self.permission_classes]
    def get_throttles(self): return [each() for each in self.throttle_classes]
    def get_authenticate_header(self, request): return None
    def initialize_request(self, request, *args, **kwargs):
        request.authenticators_named = True
        return request
    def perform_authentication(self, request):
        request.user
    def check_permissions(self, request):
        __tell__('permissions', self)
        for permission in self.get_permissions():
            if not permission.has_permission(request, self):
                self.permission_denied(request)
    def check_object_permissions(self, request, obj): return None
    def check_throttles(self, request): return None
    def determine_version(self, request, *args, **kwargs): return (None, None)
    def perform_content_negotiation(self, request, force=False): return __taint__('none')
    def initial(self, request, *args, **kwargs):
        self.perform_authentication(request)
        self.check_permissions(request)
        self.check_throttles(request)
    def finalize_response(self, request, response, *args, **kwargs): return response
    def handle_exception(self, exc): raise exc
    def dispatch(self, request, *args, **kwargs):
        self.args = args
        self.kwargs = kwargs
        request = self.initialize_request(request, *args, **kwargs)
        self.request = request
        name = request.method.lower()
        if name in self.http_method_names and __has__(self, name):
            handler = getattr(self, name)
        else:
            __tell__('nomethod', self)
            return self.http_method_not_allowed(request)
        __tell__('authenticate', self)
        self.initial(request, *args, **kwargs)
        __tell__('handler', handler)
        return handler(request, *args, **kwargs)
    def options(self, request, *args, **kwargs): return __taint__('none')
def exception_handler(exc, context): return __taint__('none')
def set_rollback(): return None

#: module rest_framework.viewsets
from rest_framework import generics, mixins, views
class ViewSetMixin:
    @classmethod
    def as_view(cls, actions=None, **initkwargs):
        def view(request, *args, **kwargs):
            self = cls(**initkwargs)
            __tell__('view', self)
            self.action_map = mapped
            for method, action in mapped.items():
                setattr(self, method, getattr(self, action))
            self.request = request
            self.args = args
            self.kwargs = kwargs
            return self.dispatch(request, *args, **kwargs)
        mapped = dict(actions)
        if 'get' in mapped and 'head' not in mapped:
            mapped['head'] = mapped['get']
        __copy__(cls.dispatch, view, False)
        view.cls = cls
        view.view_class = cls
        view.initkwargs = initkwargs
        view.actions = mapped
        view.csrf_exempt = True
        if __known__(cls.dispatch):
            view.__whole__ = True
        return view
    def initialize_request(self, request, *args, **kwargs):
        request = super().initialize_request(request, *args, **kwargs)
        self.action = self.action_map.get(request.method.lower())
        return request
    def reverse_action(self, *args, **kwargs): return __taint__('none')
    @classmethod
    def get_extra_actions(cls):
        return [value for name, value in __members__(cls) if __routine__(value) and __has__(value, 'mapping')]
class ViewSet(ViewSetMixin, views.APIView): pass
class GenericViewSet(ViewSetMixin, generics.GenericAPIView): pass
class ReadOnlyModelViewSet(mixins.RetrieveModelMixin, mixins.ListModelMixin, GenericViewSet): pass
class ModelViewSet(mixins.CreateModelMixin, mixins.RetrieveModelMixin, mixins.UpdateModelMixin, mixins.DestroyModelMixin, mixins.ListModelMixin, GenericViewSet): pass

#: module rest_framework.mixins
class CreateModelMixin:
    def create(self, request, *args, **kwargs): return __taint__('none')
    def perform_create(self, serializer): return None
class ListModelMixin:
    def list(self, request, *args, **kwargs): return __taint__('none')
class RetrieveModelMixin:
    def retrieve(self, request, *args, **kwargs): return __taint__('none')
class UpdateModelMixin:
    def update(self, request, *args, **kwargs): return __taint__('none')
    def partial_update(self, request, *args, **kwargs): return __taint__('none')
    def perform_update(self, serializer): return None
class DestroyModelMixin:
    def destroy(self, request, *args, **kwargs): return __taint__('none')
    def perform_destroy(self, instance): return None

#: module rest_framework.generics
from rest_framework import mixins, views
def get_object_or_404(queryset, *args, **kwargs): return __taint__('stored')
class GenericAPIView(views.APIView):
    queryset = None
    serializer_class = None
    lookup_field = 'pk'
    lookup_url_kwarg = None
    def get_queryset(self): return __taint__('stored')
    def get_object(self): return __taint__('stored')
    def filter_queryset(self, queryset): return __taint__('stored')
    def paginate_queryset(self, queryset): return __taint__('stored')
    def get_serializer(self, *args, **kwargs): return __taint__('none')
    def get_serializer_class(self): return __taint__('none')
    def get_serializer_context(self): return __taint__('none')
class CreateAPIView(mixins.CreateModelMixin, GenericAPIView):
    def post(self, request, *args, **kwargs): return self.create(request, *args, **kwargs)
class ListAPIView(mixins.ListModelMixin, GenericAPIView):
    def get(self, request, *args, **kwargs): return self.list(request, *args, **kwargs)
class RetrieveAPIView(mixins.RetrieveModelMixin, GenericAPIView):
    def get(self, request, *args, **kwargs): return self.retrieve(request, *args, **kwargs)
class DestroyAPIView(mixins.DestroyModelMixin, GenericAPIView):
    def delete(self, request, *args, **kwargs): return self.destroy(request, *args, **kwargs)
class UpdateAPIView(mixins.UpdateModelMixin, GenericAPIView):
    def put(self, request, *args, **kwargs): return self.update(request, *args, **kwargs)
    def patch(self, request, *args, **kwargs): return self.partial_update(request, *args, **kwargs)
class ListCreateAPIView(mixins.ListModelMixin, mixins.CreateModelMixin, GenericAPIView):
    def get(self, request, *args, **kwargs): return self.list(request, *args, **kwargs)
    def post(self, request, *args, **kwargs): return self.create(request, *args, **kwargs)
class RetrieveUpdateAPIView(mixins.RetrieveModelMixin, mixins.UpdateModelMixin, GenericAPIView):
    def get(self, request, *args, **kwargs): return self.retrieve(request, *args, **kwargs)
    def put(self, request, *args, **kwargs): return self.update(request, *args, **kwargs)
    def patch(self, request, *args, **kwargs): return self.partial_update(request, *args, **kwargs)
class RetrieveDestroyAPIView(mixins.RetrieveModelMixin, mixins.DestroyModelMixin, GenericAPIView):
    def get(self, request, *args, **kwargs): return self.retrieve(request, *args, **kwargs)
    def delete(self, request, *args, **kwargs): return self.destroy(request, *args, **kwargs)
class RetrieveUpdateDestroyAPIView(mixins.RetrieveModelMixin, mixins.UpdateModelMixin, mixins.DestroyModelMixin, GenericAPIView):
    def get(self, request, *args, **kwargs): return self.retrieve(request, *args, **kwargs)
    def put(self, request, *args, **kwargs): return self.update(request, *args, **kwargs)
    def patch(self, request, *args, **kwargs): return self.partial_update(request, *args, **kwargs)
    def delete(self, request, *args, **kwargs): return self.destroy(request, *args, **kwargs)

#: module rest_framework.decorators
from rest_framework.views import APIView
def api_view(http_method_names=None):
    names = ['GET'] if http_method_names is None else http_method_names
    def decorator(func):
        class WrappedAPIView(APIView): pass
        def handler(self, *args, **kwargs):
            return func(*args, **kwargs)
        __copy__(func, handler)
        for name in names:
            setattr(WrappedAPIView, name.lower(), handler)
        WrappedAPIView.http_method_names = [name.lower() for name in names] + ['options']
        for each in ('permission_classes', 'authentication_classes', 'throttle_classes'):
            if __has__(func, each):
                setattr(WrappedAPIView, each, getattr(func, each))
        view = WrappedAPIView.as_view()
        view.api_function = func
        return view
    return decorator
def marking(name, value):
    def decorator(func):
        setattr(func, name, value)
        return func
    return decorator
def permission_classes(classes): return marking('permission_classes', classes)
def authentication_classes(classes): return marking('authentication_classes', classes)
def throttle_classes(classes): return marking('throttle_classes', classes)
def renderer_classes(classes): return marking('renderer_classes', classes)
def parser_classes(classes): return marking('parser_classes', classes)
def schema(view_inspector): return marking('schema', view_inspector)
class MethodMapper:
    def __init__(self, name, methods):
        self.map = {}
        for method in methods:
            self.map[method.lower()] = name
    def items(self): return self.map.items()
    def values(self): return self.map.values()
    def keys(self): return self.map.keys()
    def named(self, method, func):
        self.map[method] = func.__name__
        return func
    def get(self, func): return self.named('get', func)
    def post(self, func): return self.named('post', func)
    def put(self, func): return self.named('put', func)
    def patch(self, func): return self.named('patch', func)
    def delete(self, func): return self.named('delete', func)
    def head(self, func): return self.named('head', func)
    def options(self, func): return self.named('options', func)
def action(methods=None, detail=None, url_path=None, url_name=None, **kwargs):
    methods = ['get'] if methods is None else methods
    def decorator(func):
        func.mapping = MethodMapper(func.__name__, methods)
        func.detail = detail
        func.url_path = url_path if url_path else func.__name__
        func.kwargs = kwargs
        return func
    return decorator
def detail_route(methods=None, **kwargs): return action(methods, detail=True, **kwargs)
def list_route(methods=None, **kwargs): return action(methods, detail=False, **kwargs)

#: module rest_framework.urlpatterns
def format_suffix_patterns(urlpatterns, suffix_required=False, allowed=None): return urlpatterns

#: module rest_framework.routers
from django.urls import Route as Pattern
from django.urls import re_path, path
from rest_framework.views import APIView
class APIRootView(APIView):
    def get(self, request, *args, **kwargs): return __taint__('none')
class Route:
    def __init__(self, url, mapping, name=None, detail=None, initkwargs={}):
        self.url = url
        self.mapping = mapping
        self.name = name
        self.detail = detail
        self.initkwargs = initkwargs
    def _asdict(self):
        return {'url': self.url, 'mapping': self.mapping, 'name': self.name, 'detail': self.detail, 'initkwargs': self.initkwargs}
    def _replace(self, **changes):
        return Route(**dict(self._asdict(), **changes))
class DynamicRoute:
    def __init__(self, url, name=None, detail=None, initkwargs={}):
        self.url = url
        self.name = name
        self.detail = detail
        self.initkwargs = initkwargs
    def _asdict(self):
        return {'url': self.url, 'name': self.name, 'detail': self.detail, 'initkwargs': self.initkwargs}
    def _replace(self, **changes):
        return DynamicRoute(**dict(self._asdict(), **changes))
def escape_curly_brackets(url_path):
    return url_path.replace('{', '{{').replace('}', '}}')
class BaseRouter:
    def __init__(self, *args, **kwargs):
        self.registry = []
    def register(self, prefix, viewset, basename=None, base_name=None):
        self.registry.append(__site__((prefix, viewset, basename or base_name)))
    def get_default_basename(self, viewset): return __taint__('some')
    def get_urls(self): return __open__()
    @property
    def urls(self): return self.get_urls()
class SimpleRouter(BaseRouter):
    routes = [
        Route('^{prefix}{trailing_slash}$', {'get': 'list', 'post': 'create'}, '{basename}-list', False, {'suffix': 'List'}),
        DynamicRoute('^{prefix}/{url_path}{trailing_slash}$', '{basename}-{url_name}', False, {}),
        Route('^{prefix}/{lookup}{trailing_slash}$', {'get': 'retrieve', 'put': 'update', 'patch': 'partial_update', 'delete': 'destroy'}, '{basename}-detail', True, {'suffix': 'Instance'}),
        DynamicRoute('^{prefix}/{lookup}/{url_path}{trailing_slash}$', '{basename}-{url_name}', True, {}),
    ]
    def __init__(self, trailing_slash=True, use_regex_path=True, *args, **kwargs):
        self.trailing_slash = '/' if trailing_slash else ''
        self.before = ''
        super().__init__()
    def get_lookup_regex(self, viewset, lookup_prefix=''):
        field = 'pk'
        for each in (viewset.lookup_field, viewset.lookup_url_kwarg):
            if __known__(each) and each:
                field = each
        return '(?P<' + lookup_prefix + field + '>[^/.]+)'
    def get_method_map(self, viewset, method_map):
        bound = {}
        for method, action in method_map.items():
            if __has__(viewset, action):
                bound[method] = action
        return bound
    def _get_dynamic_route(self, route, action):
        return Route(route.url.replace('{url_path}', escape_curly_brackets(action.url_path)), action.mapping, route.name, route.detail, dict(route.initkwargs, **action.kwargs))
    def get_routes(self, viewset):
        actions = viewset.get_extra_actions()
        found = []
        for route in self.routes:
            if not isinstance(route, DynamicRoute):
                found.append(route)
            else:
                for each in actions:
                    if bool(each.detail) == bool(route.detail):
                        found.append(self._get_dynamic_route(route, each))
        return found
    def pattern_of(self, entry, url, lookup, view):
        regex = url.format(prefix=entry[0], lookup=lookup, trailing_slash=self.trailing_slash)
        if not entry[0] and regex.startswith('^/'):
            regex = '^' + regex.partition('/')[2]
        return __place__(Pattern(self.before + regex, view, 'router'), entry)
    def get_urls(self):
        found = []
        for entry in self.registry:
            viewset = entry[1]
            if not isinstance(viewset, type):
                found.append(self.pattern_of(entry, '^{prefix}{trailing_slash}$', '', viewset))
                continue
            lookup = self.get_lookup_regex(viewset)
            for route in self.get_routes(viewset):
                mapping = self.get_method_map(viewset, route.mapping)
                if mapping:
                    found.append(self.pattern_of(entry, route.url, lookup, viewset.as_view(mapping, **dict(route.initkwargs, detail=route.detail))))
        return found
class DefaultRouter(SimpleRouter):
    include_root_view = True
    include_format_suffixes = True
    root_view_name = 'api-root'
    APIRootView = APIRootView
    def get_api_root_view(self, api_urls=None):
        return self.APIRootView.as_view()
    def get_urls(self):
        found = super().get_urls()
        if self.include_root_view:
            found.append(Pattern('', self.get_api_root_view(api_urls=found), 'router'))
        return found

#: module rest_framework_bulk.routes
from rest_framework.routers import DefaultRouter, Route, SimpleRouter
class BulkRouter(DefaultRouter):
    routes = [Route(SimpleRouter.routes[0].url, {'get': 'list', 'post': 'create', 'put': 'bulk_update', 'patch': 'partial_bulk_update', 'delete': 'bulk_destroy'}, '{basename}-list', False, {'suffix': 'List'}), SimpleRouter.routes[1], SimpleRouter.routes[2], SimpleRouter.routes[3]]

#: module rest_framework_nested.routers
from rest_framework.routers import SimpleRouter, DefaultRouter
class NestedMixin:
    def __init__(self, parent_router, parent_prefix, *args, **kwargs):
        self.parent_router = parent_router
        self.parent_prefix = parent_prefix
        self.nest_count = getattr(parent_router, 'nest_count', 0) + 1
        self.nest_prefix = (kwargs.pop('lookup') if 'lookup' in kwargs else 'nested_' + str(self.nest_count)) + '_'
        super().__init__(*args, **kwargs)
        if 'trailing_slash' not in kwargs:
            self.trailing_slash = parent_router.trailing_slash
        lookup = __taint__('none')
        for entry in parent_router.registry:
            if entry[0] == parent_prefix and isinstance(entry[1], type):
                lookup = parent_router.get_lookup_regex(entry[1], self.nest_prefix)
        self.before = parent_router.before + parent_prefix + '/' + lookup + '/'
class NestedSimpleRouter(NestedMixin, SimpleRouter): pass
class NestedDefaultRouter(NestedMixin, DefaultRouter): pass

#: module rest_framework.urls
from django.urls import path
from django.contrib.auth import views
urlpatterns = [
    path('login/', views.LoginView.as_view()),
    path('logout/', views.LogoutView.as_view()),
]

#: module rest_framework.authtoken.models
from django.db.models import Model
class Token(Model): pass
class TokenProxy(Token): pass

#: module rest_framework.schemas
from rest_framework.views import APIView
class SchemaView(APIView):
    def get(self, request, *args, **kwargs): return __taint__('none')
def get_schema_view(*args, **kwargs):
    chosen = {}
    for each in ('permission_classes', 'authentication_classes'):
        if each in kwargs:
            chosen[each] = kwargs[each]
    return SchemaView.as_view(**chosen)
class AutoSchema:
    def __init__(self, *args, **kwargs): pass

#: module rest_framework.documentation
from django.urls import Route
from rest_framework.schemas import SchemaView
from rest_framework.permissions import AllowAny
def include_docs_urls(*args, **kwargs):
    return [Route('', SchemaView.as_view(permission_classes=kwargs['permission_classes']) if 'permission_classes' in kwargs else SchemaView.as_view(), 'path')]
