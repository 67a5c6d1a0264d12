"""Everything is a class with a method."""

class Calculator:
    """Holds a function and calls it."""

    def __init__(self, function):
        self.function = function
        self.calls = 0

    def __call__(self, *args, **kwargs):
        self.calls += 1
        return self.compute(*args, **kwargs)

    def compute(self, *args, **kwargs):
        return self.function(*args, **kwargs)


styled = Calculator
