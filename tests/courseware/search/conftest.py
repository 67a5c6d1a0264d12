"""Labs for what is found."""

from tests.labs.conftest import make_lab

__all__ = ["make_lab"]
