# SPDX-License-Identifier: Apache-2.0
# What Postern's interpreter takes for Python's library. Never run by Python: names with two
# underscores on both sides are the interpreter's own (src/django/builtin_inner.c).
#: module builtins
class BaseException:
    def __init__(self, *args, **kwargs):
        self.args = args
class Exception(BaseException): pass
class ArithmeticError(Exception): pass
class AssertionError(Exception): pass
class AttributeError(Exception): pass
class ImportError(Exception): pass
class ModuleNotFoundError(ImportError): pass
class LookupError(Exception): pass
class IndexError(LookupError): pass
class KeyError(LookupError): pass
class NameError(Exception): pass
class OSError(Exception): pass
IOError = OSError
EnvironmentError = OSError
class FileNotFoundError(OSError): pass
class ConnectionError(OSError): pass
class PermissionError(OSError): pass
class TimeoutError(OSError): pass
class RuntimeError(Exception): pass
class NotImplementedError(RuntimeError): pass
class StopIteration(Exception): pass
class TypeError(Exception): pass
class ValueError(Exception): pass
class UnicodeError(ValueError): pass
class UnicodeDecodeError(UnicodeError): pass
class UnicodeEncodeError(UnicodeError): pass
class SystemExit(BaseException): pass
class KeyboardInterrupt(BaseException): pass
class object: __whole__ = True

#: module functools
def wraps(wrapped, *args, **kwargs):
    def decorator(wrapper):
        return __copy__(wrapped, wrapper)
    return decorator
def update_wrapper(wrapper, wrapped, *args, **kwargs):
    return __copy__(wrapped, wrapper)
def partial(function, *given, **named):
    def later(*args, **kwargs):
        return function(*given, *args, **dict(named, **kwargs))
    return __copy__(function, later)
def lru_cache(*args, **kwargs):
    if args and callable(args[0]):
        return args[0]
    return lambda function: function
cache = lru_cache
def cached_property(function):
    return property(function)
def reduce(function, items, *start):
    found = list(start)
    for each in items:
        if found:
            found = [function(found[0], each)]
        else:
            found = [each]
    return found[0]
def partialmethod(function, *given, **named):
    def later(self, *args, **kwargs):
        return function(self, *given, *args, **dict(named, **kwargs))
    return later
def total_ordering(cls): return cls
def singledispatch(function): return function

#: module os
def either(default, name):
    if default is not None and __defaults__():
        return default
    unknown = __taint__('some')
    return default if unknown else unknown
class Environ:
    def get(self, key, default=None):
        return either(default, key)
    def __getitem__(self, key):
        return __taint__('some')
    def setdefault(self, key, value):
        return either(value, key)
    def __contains__(self, key):
        return __taint__('none')
environ = Environ()
def getenv(key, default=None):
    return either(default, key)

#: module decouple
from os import either
class Required: pass
REQUIRED = Required()
def config(key, default=REQUIRED, cast=None, **kwargs):
    if default is REQUIRED:
        return __taint__('none') if cast else __taint__('some')
    return either(truth(default) if cast is bool else default, key)
def truth(default):
    """bool("False") is true, and decouple reads the word."""
    if isinstance(default, str):
        return default.lower() in ('true', 't', 'yes', 'y', 'on', '1')
    return bool(default)
class Csv:
    def __call__(self, value): return value.split(',')
class AutoConfig:
    def __init__(self, *args, **kwargs): pass
    def __call__(self, key, default=REQUIRED, cast=None, **kwargs): return config(key, default, cast)
Config = AutoConfig

#: module dynaconf
from os import either
class LazySettings:
    __whole__ = True
    def __init__(self, *args, **kwargs): pass
    def get(self, key, default=None, cast=None, *args, **kwargs): return either(default, key)
    def __call__(self, key, default=None, *args, **kwargs): return self.get(key, default)
    def __getattr__(self, name): return __taint__('some')
    def __getitem__(self, name): return __taint__('some')
    def __contains__(self, name): return __taint__('none')
    def as_bool(self, name): return __taint__('none')
    def as_int(self, name): return __taint__('none')
    def exists(self, name): return __taint__('none')
    def set(self, *args, **kwargs): return None
    def update(self, *args, **kwargs): return None
    def configure(self, *args, **kwargs): return None
    def load_file(self, *args, **kwargs): return None
    @property
    def validators(self): return __taint__('none')
Dynaconf = LazySettings
class Validator:
    __whole__ = True
    def __init__(self, *args, **kwargs): pass
    def __or__(self, other): return self
    def __and__(self, other): return self
def DjangoDynaconf(*args, **kwargs): return __taint__('none')

#: module environ
from os import either
class Required: pass
REQUIRED = Required()
class Env:
    NOTSET = None
    def __init__(self, **scheme): self.scheme = scheme
    def __call__(self, name, cast=None, default=REQUIRED):
        if default is REQUIRED and name in self.scheme:
            entry = self.scheme[name]
            if isinstance(entry, tuple):
                default = entry[1]
        if default is REQUIRED:
            return __taint__('none') if cast else __taint__('some')
        return either(default, name)
    def str(self, name, default=REQUIRED, **kwargs): return self(name, default=default)
    def bool(self, name, default=None, **kwargs): return self(name, default=default)
    def int(self, name, default=None, **kwargs): return self(name, default=default)
    def list(self, name, default=None, **kwargs): return self(name, default=default)
    def tuple(self, name, default=None, **kwargs): return self(name, default=default)
    def json(self, name, default=None, **kwargs): return self(name, default=default)
    def dict(self, name, default=None, **kwargs): return self(name, default=default)
    def float(self, name, default=None, **kwargs): return self(name, default=default)
    def url(self, name, default=None, **kwargs): return __taint__('none')
    def db(self, name='DATABASE_URL', default=None, **kwargs): return __taint__('none')
    def cache(self, *args, **kwargs): return __taint__('none')
    def get_value(self, name, cast=None, default=None, **kwargs): return self(name, default=default)
    def read_env(self, *args, **kwargs): return None
class FileAwareEnv(Env): pass
class Path:
    def __init__(self, *args, **kwargs): pass

#: module typing
TYPE_CHECKING = False
def cast(kind, value): return value
class Generic: pass
class Protocol: pass
class NamedTuple: pass
def TypeVar(*args, **kwargs): return None
def overload(function): return function
def final(function): return function

#: module typing_extensions
from typing import *
def override(function): return function

#: module abc
class ABC: pass
class ABCMeta(type): pass
def abstractmethod(function): return function

#: module contextlib
def contextmanager(function): return function
class suppress:
    def __init__(self, *kinds): self.kinds = kinds

#: module copy
def copy(value): return __clone__(value, False)
def deepcopy(value, memo=None): return __clone__(value, True)

#: module importlib
def import_module(name, package=None):
    module = __module__(package + name if package and name.startswith('.') else name)
    vars(module)
    return module
def reload(module): return module

#: module importlib.util
def find_spec(name, package=None): return __taint__('none')

#: module importlib.metadata
class PackageNotFoundError(ImportError): pass
def entry_points(*args, **kwargs): return __open__()
def version(*args): return __taint__('some')
def distribution(*args): return __taint__('none')

#: module sys
class Modules:
    def __getitem__(self, name): return __module__(name)
    def get(self, name, default=None): return __module__(name)
    def __contains__(self, name): return __taint__('none')
modules = Modules()
argv = __open__()
path = __open__()

#: module postern.types
# What a class has that descends from a built-in type.
class Dict:
    __whole__ = True
    def __init__(self, *args, **kwargs): __entries__(self, dict(*args, **kwargs))
    def __getitem__(self, key): return __entries__(self, {})[key]
    def __setitem__(self, key, value): __entries__(self, {}).update({key: value})
    def __contains__(self, key): return key in __entries__(self, {})
    def __iter__(self): return __entries__(self, {}).keys()
    def __bool__(self): return bool(__entries__(self, {}))
    def __len__(self): return len(__entries__(self, {}))
    def get(self, key, default=None): return __entries__(self, {}).get(key, default)
    def keys(self): return __entries__(self, {}).keys()
    def values(self): return __entries__(self, {}).values()
    def items(self): return __entries__(self, {}).items()
    def pop(self, *args): return __entries__(self, {}).pop(*args)
    def setdefault(self, key, default=None): return __entries__(self, {}).setdefault(key, default)
    def copy(self): return __entries__(self, {}).copy()
    def update(self, *args, **kwargs): __entries__(self, {}).update(*args, **kwargs)
class DefaultDict(Dict):
    def __init__(self, default_factory=None, *args, **kwargs):
        self.default_factory = default_factory
        __entries__(self, dict(*args, **kwargs))
    def __getitem__(self, key):
        entries = __entries__(self, {})
        if key not in entries and self.default_factory is not None:
            entries.update({key: self.default_factory()})
        return entries[key]
class List:
    __whole__ = True
    def __init__(self, items=()): __entries__(self, list(items))
    def __getitem__(self, index): return __entries__(self, [])[index]
    def __iter__(self): return __entries__(self, [])
    def __contains__(self, item): return item in __entries__(self, [])
    def __bool__(self): return bool(__entries__(self, []))
    def __len__(self): return len(__entries__(self, []))
    def __add__(self, other): return __entries__(self, []) + list(other)
    def append(self, item): __entries__(self, []).append(item)
    def add(self, item): __entries__(self, []).append(item)
    def extend(self, items): __entries__(self, []).extend(items)
    def update(self, items): __entries__(self, []).extend(items)
    def insert(self, index, item): __entries__(self, []).insert(index, item)
class Namespace:
    __whole__ = True
    def __init__(self, module): self.module = module
    def __getitem__(self, key): return vars(self.module)[key]
    def __setitem__(self, key, value): setattr(self.module, key, value)
    def __contains__(self, key): return key in vars(self.module)
    def __iter__(self): return vars(self.module).keys()
    def get(self, key, default=None): return vars(self.module).get(key, default)
    def keys(self): return vars(self.module).keys()
    def values(self): return vars(self.module).values()
    def items(self): return vars(self.module).items()
    def copy(self): return vars(self.module)
    def setdefault(self, key, default=None):
        if key not in vars(self.module):
            setattr(self.module, key, default)
        return vars(self.module)[key]
    def update(self, *args, **kwargs):
        for key, value in dict(*args, **kwargs).items():
            setattr(self.module, key, value)
class Type:
    def __init__(cls, *args, **kwargs): pass

#: module collections
from postern.types import Dict as UserDict, List as UserList, DefaultDict as defaultdict, Dict as OrderedDict
def deque(items=(), maxlen=None): return list(items)
class Counter(UserDict): pass
class ChainMap(UserDict):
    def __init__(self, *maps):
        super().__init__()
        for each in reversed(maps):
            self.update(each)
def namedtuple(typename, field_names, **kwargs):
    names = field_names.replace(',', ' ').split() if isinstance(field_names, str) else list(field_names)
    class Row:
        _fields = names
        def __init__(self, *args, **kwargs):
            for name, value in zip(names, args):
                setattr(self, name, value)
            for name in kwargs:
                setattr(self, name, kwargs[name])
        def __iter__(self): return [getattr(self, name) for name in names]
        def __getitem__(self, index): return [getattr(self, name) for name in names][index]
        def _asdict(self): return {name: getattr(self, name) for name in names}
    return Row

#: module dataclasses
def made(cls):
    def init(self, *args, **kwargs):
        for name in kwargs:
            setattr(self, name, kwargs[name])
    cls.__init__ = init
    if not __has__(cls, '__getattr__'):
        cls.__getattr__ = field_of
    return cls
def field_of(self, name):
    """Given by place, or out of a dictionary that is not known."""
    return __taint__('none')
def dataclass(cls=None, **kwargs): return made(cls) if cls else made
def field(default=None, default_factory=None, **kwargs): return default_factory() if default_factory else default

#: module enum
class Enum: pass
class IntEnum(Enum): pass
class StrEnum(Enum): pass
class Flag(Enum): pass
class IntFlag(Enum): pass
def unique(cls): return cls
def auto(): return __taint__('some')

#: module http
class HTTPStatus:
    CONTINUE = 100
    OK = 200
    CREATED = 201
    ACCEPTED = 202
    NO_CONTENT = 204
    MOVED_PERMANENTLY = 301
    FOUND = 302
    SEE_OTHER = 303
    NOT_MODIFIED = 304
    TEMPORARY_REDIRECT = 307
    PERMANENT_REDIRECT = 308
    BAD_REQUEST = 400
    UNAUTHORIZED = 401
    PAYMENT_REQUIRED = 402
    FORBIDDEN = 403
    NOT_FOUND = 404
    METHOD_NOT_ALLOWED = 405
    NOT_ACCEPTABLE = 406
    CONFLICT = 409
    GONE = 410
    UNPROCESSABLE_ENTITY = 422
    TOO_MANY_REQUESTS = 429
    INTERNAL_SERVER_ERROR = 500
    NOT_IMPLEMENTED = 501
    BAD_GATEWAY = 502
    SERVICE_UNAVAILABLE = 503
class HTTPMethod:
    GET = 'GET'
    HEAD = 'HEAD'
    OPTIONS = 'OPTIONS'
    POST = 'POST'
    PUT = 'PUT'
    PATCH = 'PATCH'
    DELETE = 'DELETE'

#: module itertools
def chain(*lists):
    found = []
    for each in lists:
        found.extend(each)
    return found

def _flat(lists): return chain(*lists)
chain.from_iterable = _flat
def product(*lists):
    found = [()]
    for each in lists:
        found = [row + (item,) for row in found for item in each]
    return found
def repeat(value, times=0): return [value for each in range(times)]
def starmap(function, rows): return [function(*row) for row in rows]

#: module operator
def and_(a, b): return a & b
def or_(a, b): return a | b
def invert(a): return ~a
def not_(a): return not a
def truth(a): return bool(a)
def add(a, b): return a + b
def eq(a, b): return a == b
def contains(a, b): return b in a
class attrgetter:
    def __init__(self, name): self.name = name
    def __call__(self, of): return getattr(of, self.name)
class itemgetter:
    def __init__(self, key): self.key = key
    def __call__(self, of): return of[self.key]

#: module warnings
def deprecated(*args, **kwargs): return lambda thing: thing

#: module __future__
annotations = None

#: module datetime
class timedelta:
    def __init__(self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        self.seconds = days * 86400 + seconds + minutes * 60 + hours * 3600 + weeks * 604800
    def total_seconds(self): return self.seconds

#: module split_settings.tools
def optional(path): return path
def include(*args, **kwargs):
    for path in args:
        __include__(path)

#: module configurations
class Configuration: pass

#: module configurations.values
from os import either
def valued(default=None, environ=True, **kwargs):
    return either(default, 'a variable') if environ else default
Value = valued
BooleanValue = valued
IntegerValue = valued
PositiveIntegerValue = valued
FloatValue = valued
ListValue = valued
TupleValue = valued
SetValue = valued
DictValue = valued
PathValue = valued
URLValue = valued
EmailValue = valued
RegexValue = valued
def SecretValue(*args, **kwargs): return __taint__('some')
def DatabaseURLValue(*args, **kwargs): return __taint__('none')
def CacheURLValue(*args, **kwargs): return __taint__('none')
def EmailURLValue(*args, **kwargs): return __taint__('none')
