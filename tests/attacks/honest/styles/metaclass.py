"""A metaclass, descriptors and a registry."""

class Registry(type):
    known = {}

    def __new__(mcs, name, bases, space):
        made = super().__new__(mcs, name, bases, space)
        mcs.known[name] = made
        return made


class Base(metaclass=Registry):
    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)


class Lazy:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        return instance.__dict__["_" + self.name]


class Op(Base):
    function = Lazy()

    def __init__(self, function):
        self._function = function

    def __call__(self, *args, **kwargs):
        return self.function(*args, **kwargs)


styled = Registry.known["Op"]
