"""Labs among the items of the course."""

from tests.labs.conftest import lab, make_lab

__all__ = ["lab", "make_lab"]
