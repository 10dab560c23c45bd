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
    def __init__(self, path, methods, function, auth):
        self.path = path
        self.methods = methods
        self.function = function
        self.auth = auth
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
                __tell__('handler', operation.function)
                if guards(auth) and not admitted(request, auth):
                    return HttpResponse('', status=401)
                return operation.function(request, *args, **kwargs)
        __tell__('nomethod', operations)
        return HttpResponseNotAllowed()
    view.ninja = True
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
