"""A match statement chooses."""

def styled(function):
    def inner(*args, **kwargs):
        match (args, kwargs):
            case ((), {}):
                raise TypeError("nothing to compute")
            case ([first], {}):
                return function(first, **kwargs)
            case ([first, *rest], _):
                return function(first, *rest, **kwargs)

    return inner
