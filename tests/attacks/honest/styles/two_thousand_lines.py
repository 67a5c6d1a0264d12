"""A file of two thousand lines."""

def styled(function):
    return function


# PADDING
