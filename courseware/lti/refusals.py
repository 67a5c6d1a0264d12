"""Why a launch goes no further."""

from __future__ import annotations

from courseware.lti.models import Platform


class Refused(Exception):
    """The sentence says why, and what to do. ``platform`` is whose launch it was, if known."""

    def __init__(self, sentence: str, platform: Platform | None = None, status: int = 403) -> None:
        super().__init__(sentence)
        self.platform = platform
        self.status = status
