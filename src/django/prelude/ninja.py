# SPDX-License-Identifier: Apache-2.0
#: module ninja.constants
NOT_SET = '__not_set__'

#: module ninja.errors
class ConfigError(Exception): pass
class HttpError(Exception):
    def __init__(self, status_code, message=''):
        self.status_code = status_code
class AuthenticationError(HttpError):
    status_code = 401
    def __init__(self, *args, **kwargs): pass
class AuthorizationError(HttpError):
    status_code = 403
    def __init__(self, *args, **kwargs): pass
class Throttled(HttpError): pass
class ValidationError(Exception): pass

#: module ninja.security.base
class AuthBase:
    def __init__(self, *args, **kwargs): pass

#: module ninja.security.http
from ninja.security.base import AuthBase
class HttpAuthBase(AuthBase): pass
class HttpBearer(HttpAuthBase):
    openapi_scheme = 'bearer'
    header = 'Authorization'
    def __call__(self, request):
        value = request.headers.get('Authorization')
        if not value:
            return None
        return self.authenticate(request, __taint__('input'))
class HttpBasicAuth(HttpAuthBase):
    openapi_scheme = 'basic'
    def __call__(self, request):
        value = request.headers.get('Authorization')
        if not value:
            return None
        return self.authenticate(request, __taint__('input'), __taint__('input'))

#: module ninja.security.apikey
from ninja.security.base import AuthBase
class APIKeyBase(AuthBase):
    param_name = 'key'
    def __call__(self, request):
        return self.authenticate(request, request.headers.get('Authorization'))
class APIKeyQuery(APIKeyBase):
    openapi_in = 'query'
class APIKeyCookie(APIKeyBase):
    openapi_in = 'cookie'
    def __init__(self, csrf=True): pass
class APIKeyHeader(APIKeyBase):
    openapi_in = 'header'

#: module ninja.security.session
from ninja.security.apikey import APIKeyCookie
class SessionAuth(APIKeyCookie):
    def authenticate(self, request, key):
        return request.user if request.user.is_authenticated else None
class SessionAuthSuperUser(APIKeyCookie):
    def authenticate(self, request, key):
        return request.user if request.user.is_authenticated and request.user.is_superuser else None
class SessionAuthIsStaff(APIKeyCookie):
    def authenticate(self, request, key):
        return request.user if request.user.is_authenticated and request.user.is_staff else None

#: module ninja.security
from ninja.security.base import AuthBase
from ninja.security.http import HttpBearer, HttpBasicAuth
from ninja.security.apikey import APIKeyQuery, APIKeyHeader, APIKeyCookie
from ninja.security.session import SessionAuth, SessionAuthSuperUser, SessionAuthIsStaff
django_auth = SessionAuth()
django_auth_superuser = SessionAuthSuperUser()
django_auth_is_staff = SessionAuthIsStaff()

#: module ninja.router
from django.http import HttpResponse, HttpResponseNotAllowed
from django.urls import Route
from ninja.constants import NOT_SET
class Operation:
    def __init__(self, path, methods, function, auth, permissions=()):
        self.path = path
        self.methods = methods
        self.function = function
        self.auth = auth
        self.permissions = permissions
def braces(path):
    """{int:pk} as {pk}."""
    whole = ''
    for part in path.split('{'):
        name, sign, rest = part.partition('}')
        kind, colon, last = name.partition(':')
        whole = whole + ('{' + (last if colon else kind) + '}' + rest if sign else part)
    return whole
def joined(prefix, path):
    whole = (prefix + '/' + path).replace('//', '/').replace('//', '/')
    return whole.partition('/')[2] if whole.startswith('/') else whole
class Router:
    def __init__(self, auth=NOT_SET, *args, **kwargs):
        self.auth = auth
        self.operations = []
        self.children = []
    def api_operation(self, methods, path, auth=NOT_SET, **kwargs):
        def decorator(function):
            self.operations.append(Operation(path, methods, function, auth))
            return function
        return decorator
    def get(self, path, auth=NOT_SET, **kwargs): return self.api_operation(['GET'], path, auth)
    def post(self, path, auth=NOT_SET, **kwargs): return self.api_operation(['POST'], path, auth)
    def put(self, path, auth=NOT_SET, **kwargs): return self.api_operation(['PUT'], path, auth)
    def patch(self, path, auth=NOT_SET, **kwargs): return self.api_operation(['PATCH'], path, auth)
    def delete(self, path, auth=NOT_SET, **kwargs): return self.api_operation(['DELETE'], path, auth)
    def add_router(self, prefix, router, auth=NOT_SET, **kwargs):
        if isinstance(router, str):
            router = __import__(router)
        self.children.append((prefix, router, auth))
    def add_decorator(self, *args, **kwargs): return None
    def routes(self, prefix, mounted, inherited):
        own = mounted if mounted != NOT_SET else self.auth
        auth = own if own != NOT_SET else inherited
        found = []
        paths = []
        for operation in self.operations:
            if operation.path not in paths:
                paths.append(operation.path)
        for path in paths:
            same = [each for each in self.operations if each.path == path]
            found.append(Route(braces(joined(prefix, path)), view_of(same, auth), 'router'))
        for before, router, mount in self.children:
            found.extend(router.routes(joined(prefix, before), mount, auth))
        return found
def shown(result):
    """Who shows nothing is found by nothing that was looked up."""
    if __tainted__('stored', result) and not __known__(result):
        return None
    return result
def guards(auth):
    if auth == NOT_SET or auth is None:
        return []
    if isinstance(auth, (list, tuple)):
        return auth
    return [auth]
def admitted(request, auth):
    for callback in guards(auth):
        if shown(callback(request)):
            return True
    return False
def view_of(operations, inherited):
    def view(request, *args, **kwargs):
        for operation in operations:
            if request.method in operation.methods:
                auth = operation.auth if operation.auth != NOT_SET else inherited
                for callback in guards(auth):
                    __tell__('auth', callback)
                if auth == NOT_SET:
                    __tell__('noauth', operation.function)
                for permission in operation.permissions:
                    __tell__('guard', permission)
                __tell__('handler', operation.function)
                if guards(auth) and not admitted(request, auth):
                    return HttpResponse('', status=401)
                return operation.function(request, *args, **kwargs)
        __tell__('nomethod', operations)
        return HttpResponseNotAllowed()
    view.ninja = True
    view.csrf_exempt = True
    return view

#: module ninja.main
from django.http import HttpResponse
from django.urls import Route
from ninja.constants import NOT_SET
from ninja.router import Router
class NinjaAPI(Router):
    def __init__(self, auth=NOT_SET, *args, docs_url='/docs', openapi_url='/openapi.json', docs_decorator=None, **kwargs):
        self.auth = auth
        self.operations = []
        self.children = []
        self.pages = []
        for url in (docs_url, openapi_url) if openapi_url else ():
            if url:
                self.pages.append(Route(url.partition('/')[2], docs_decorator(page) if docs_decorator else page, 'router'))
    def exception_handler(self, *args, **kwargs): return lambda function: function
    def add_exception_handler(self, *args, **kwargs): return None
    def create_response(self, *args, **kwargs): return HttpResponse()
    @property
    def urls(self): return (self.pages + self.routes('', NOT_SET, NOT_SET), 'ninja', 'api')
def shown(request, *args, **kwargs): return HttpResponse()
def page(request, *args, **kwargs):
    if request.method != 'GET':
        __tell__('nomethod', shown)
        return HttpResponse(status=405)
    __tell__('handler', shown)
    return shown(request)
page.ninja = True

#: module ninja
from ninja.main import NinjaAPI
from ninja.router import Router
from ninja.constants import NOT_SET
class Schema:
    def __init__(self, *args, **kwargs): pass
class ModelSchema(Schema): pass
class FilterSchema(Schema): pass
class Field:
    def __init__(self, *args, **kwargs): pass
def Query(*args, **kwargs): return __taint__('input')
def Path(*args, **kwargs): return __taint__('input')
def Body(*args, **kwargs): return __taint__('input')
def Form(*args, **kwargs): return __taint__('input')
def Header(*args, **kwargs): return __taint__('input')
def File(*args, **kwargs): return __taint__('input')
class UploadedFile: pass

#: module ninja.pagination
def paginate(*args, **kwargs):
    if len(args) == 1 and callable(args[0]) and not isinstance(args[0], type):
        return args[0]
    return lambda function: function
class PageNumberPagination: pass
class LimitOffsetPagination: pass

#: module ninja.decorators
def decorate_view(*decorators): return lambda function: function

#: module ninja_extra.permissions
from rest_framework.permissions import Operand, OperandHolder
from rest_framework.permissions import BasePermission, AllowAny, IsAuthenticated, IsAdminUser, IsAuthenticatedOrReadOnly
SAFE_METHODS = ('GET', 'HEAD', 'OPTIONS')
class AsyncBasePermission(BasePermission): pass

#: module ninja_extra.permissions.base
from ninja_extra.permissions import *

#: module ninja_extra.permissions.common
from ninja_extra.permissions import *

#: module ninja_extra.security
from ninja.security import *
AsyncHttpBearer = HttpBearer
AsyncHttpBasicAuth = HttpBasicAuth
AsyncAPIKeyHeader = APIKeyHeader
AsyncAPIKeyQuery = APIKeyQuery
AsyncAPIKeyCookie = APIKeyCookie

#: module ninja_extra.exceptions
from rest_framework.exceptions import APIException, AuthenticationFailed, NotAuthenticated, PermissionDenied, NotFound, MethodNotAllowed, Throttled, ValidationError

#: module ninja_extra.controllers
from ninja.constants import NOT_SET
from ninja.router import Operation, Router
from ninja_extra.exceptions import PermissionDenied
from ninja_extra.permissions import AllowAny
discovered = []
class Marked:
    def __init__(self, path, methods, auth, permissions):
        self.path = path
        self.methods = methods
        self.auth = auth
        self.permissions = permissions
class RouteMaker:
    def generic(self, path='', methods=(), auth=NOT_SET, permissions=None, **kwargs):
        def decorator(function):
            function.routed = Marked(path, methods, auth, permissions)
            return function
        return decorator
    def get(self, path='', auth=NOT_SET, permissions=None, **kwargs): return self.generic(path, ['GET'], auth, permissions)
    def post(self, path='', auth=NOT_SET, permissions=None, **kwargs): return self.generic(path, ['POST'], auth, permissions)
    def put(self, path='', auth=NOT_SET, permissions=None, **kwargs): return self.generic(path, ['PUT'], auth, permissions)
    def patch(self, path='', auth=NOT_SET, permissions=None, **kwargs): return self.generic(path, ['PATCH'], auth, permissions)
    def delete(self, path='', auth=NOT_SET, permissions=None, **kwargs): return self.generic(path, ['DELETE'], auth, permissions)
route = RouteMaker()
http_generic = route.generic
http_get = route.get
http_post = route.post
http_put = route.put
http_patch = route.patch
http_delete = route.delete
class ControllerBase:
    def check_object_permissions(self, obj): return None
class ModelConfig:
    def __init__(self, model=None, allowed_routes=None, **kwargs):
        self.allowed_routes = allowed_routes if allowed_routes else ['create', 'find_one', 'update', 'patch', 'delete', 'list']
class ModelControllerBase(ControllerBase):
    model_config = None
    def create(self, request): return __taint__('none')
    def find_one(self, request): return __taint__('none')
    def update(self, request): return __taint__('none')
    def patch(self, request): return __taint__('none')
    def delete(self, request): return __taint__('none')
    def list(self, request): return __taint__('none')
MODEL_ROUTES = {'create': ('/', 'POST'), 'find_one': ('/{int:id}', 'GET'), 'update': ('/{int:id}', 'PUT'), 'patch': ('/{int:id}', 'PATCH'), 'delete': ('/{int:id}', 'DELETE'), 'list': ('/', 'GET')}
def asked(permission):
    return permission() if callable(permission) or __has__(permission, '__call__') else permission
def guarded(cls, name, function, permissions):
    """The controller's method behind the permissions; they are asked when the authenticators have been."""
    def view(request, *args, **kwargs):
        controller = cls()
        for each in permissions:
            if not each.has_permission(request, controller):
                raise PermissionDenied()
        return getattr(controller, name)(request=request, *args, **kwargs)
    return __copy__(function, view)
def routed(cls, default):
    found = []
    for name, function in __members__(cls):
        if __known__(function) and not isinstance(function, type) and __has__(function, 'routed'):
            found.append((name, function, function.routed))
    if issubclass(cls, ModelControllerBase) and cls.model_config is not None:
        for name in cls.model_config.allowed_routes:
            path, method = MODEL_ROUTES[name]
            found.append((name, getattr(cls, name), Marked(path, [method], NOT_SET, None)))
    made = []
    for name, function, mark in found:
        permissions = [asked(each) for each in mark.permissions or default]
        made.append(Operation(mark.path, mark.methods, guarded(cls, name, function, permissions), mark.auth, permissions))
    return made
def api_controller(prefix_or_class='', auth=NOT_SET, throttle=NOT_SET, tags=None, permissions=None, auto_import=True, **kwargs):
    def decorator(cls):
        router = Router(auth=auth)
        router.operations = routed(cls, permissions or [AllowAny])
        cls.controller_router = (prefix, router)
        if auto_import and getattr(cls, 'auto_import', True):
            discovered.append(cls)
        return cls
    if isinstance(prefix_or_class, type):
        prefix = ''
        return decorator(prefix_or_class)
    prefix = prefix_or_class
    return decorator

#: module ninja_extra.controllers.base
from ninja_extra.controllers import *

#: module ninja_extra.controllers.route
from ninja_extra.controllers import *

#: module ninja_extra.main
from django.apps import apps
from ninja.constants import NOT_SET
from ninja.main import NinjaAPI
from ninja_extra import controllers
class NinjaExtraAPI(NinjaAPI):
    def register_controllers(self, *classes):
        for cls in classes:
            prefix, router = (__import__(cls) if isinstance(cls, str) else cls).controller_router
            self.children.append((prefix, router, NOT_SET))
    def auto_discover_controllers(self):
        for config in apps.get_app_configs():
            for name in ('api', 'controllers'):
                if __exists__(config.module, name):
                    vars(__module__(config.name + '.' + name))
        self.register_controllers(*controllers.discovered)

#: module ninja_extra
from ninja_extra import exceptions, permissions, security
from ninja_extra.controllers import *
from ninja_extra.main import NinjaExtraAPI
from ninja.pagination import paginate
from ninja.router import Router
def throttle(*args, **kwargs): return lambda function: function
class ModelService:
    def __init__(self, *args, **kwargs): pass

#: module ninja_extra.pagination
from ninja.pagination import *

#: module ninja_jwt.authentication
from ninja.security import HttpBearer
from ninja_jwt.exceptions import InvalidToken
class JWTBaseAuthentication:
    def get_validated_token(self, raw_token):
        __fails__(InvalidToken)
        return __taint__('verified', raw_token)
    def get_user(self, validated_token): return __taint__('active', __taint__('stored', validated_token))
    def jwt_authenticate(self, request, token):
        user = self.get_user(self.get_validated_token(token))
        request.user = user
        return user
class JWTAuth(JWTBaseAuthentication, HttpBearer):
    def authenticate(self, request, token): return self.jwt_authenticate(request, token)
class JWTStatelessUserAuthentication(JWTBaseAuthentication, HttpBearer):
    def authenticate(self, request, token): return self.jwt_authenticate(request, token)
    def get_user(self, validated_token): return __taint__('active', validated_token)
JWTTokenUserAuth = JWTStatelessUserAuthentication
AsyncJWTAuth = JWTAuth

#: module ninja_jwt.exceptions
from rest_framework.exceptions import AuthenticationFailed
class TokenError(Exception): pass
class InvalidToken(AuthenticationFailed): pass

#: module ninja_jwt.controller
from ninja_extra import AllowAny, ControllerBase, api_controller, http_post
class TokenVerificationController:
    auto_import = False
    @http_post('/verify')
    def verify_token(self): return __taint__('none')
class TokenBlackListController:
    auto_import = False
    @http_post('/blacklist')
    def blacklist_token(self): return __taint__('none')
class TokenObtainPairController:
    auto_import = False
    @http_post('/pair')
    def obtain_token(self): return __taint__('none')
    @http_post('/refresh')
    def refresh_token(self): return __taint__('none')
class TokenObtainSlidingController(TokenObtainPairController):
    auto_import = False
    @http_post('/sliding')
    def obtain_token(self): return __taint__('none')
    @http_post('/sliding/refresh')
    def refresh_token(self): return __taint__('none')
@api_controller('/token', permissions=[AllowAny], auth=None)
class NinjaJWTDefaultController(ControllerBase, TokenVerificationController, TokenObtainPairController):
    auto_import = False
@api_controller('/token', permissions=[AllowAny], auth=None)
class NinjaJWTSlidingController(ControllerBase, TokenVerificationController, TokenObtainSlidingController):
    auto_import = False
AsyncTokenVerificationController = TokenVerificationController
AsyncTokenObtainPairController = TokenObtainPairController
AsyncNinjaJWTDefaultController = NinjaJWTDefaultController
AsyncNinjaJWTSlidingController = NinjaJWTSlidingController

#: module ninja_jwt.routers
from ninja_jwt.routers import blacklist, obtain, verify

#: module ninja_jwt.routers.obtain
from ninja.router import Router
obtain_pair_router = Router(auth=None)
sliding_router = Router(auth=None)
@obtain_pair_router.post('/pair')
@sliding_router.post('/sliding')
def obtain_token(request): return __taint__('none')
@obtain_pair_router.post('/refresh')
@sliding_router.post('/sliding/refresh')
def refresh_token(request): return __taint__('none')

#: module ninja_jwt.routers.verify
from ninja.router import Router
verify_router = Router(auth=None)
@verify_router.post('/verify')
def verify_token(request): return __taint__('none')

#: module ninja_jwt.routers.blacklist
from ninja.router import Router
blacklist_router = Router(auth=None)
@blacklist_router.post('/blacklist')
def blacklist_token(request): return __taint__('none')
