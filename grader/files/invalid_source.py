"""What is raised of a file that cannot be graded."""

from __future__ import annotations


class InvalidSource(Exception):
    """A file that is not graded; ``message`` explains why to the person who submitted it.

    ``too_large`` tells a file that is refused for its size from one that is no code.
    """

    def __init__(self, message: str, *, too_large: bool = False) -> None:
        super().__init__(message)
        self.message, self.too_large = message, too_large
