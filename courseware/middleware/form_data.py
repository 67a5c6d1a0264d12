"""What a form has sent, for a page that hands it back: nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, UnreadablePostError

SHORT = 40  # characters; what is longer, or has several words, somebody wrote
_SECRET = "password"
_UNREADABLE = (UnreadablePostError, RequestDataTooBig, TooManyFieldsSent)


@dataclass(frozen=True)
class Field:
    """A field of the form that was sent, to be sent again."""

    name: str
    value: str

    @property
    def is_secret(self) -> bool:
        """Such as a password: typed again rather than written into a page."""
        return _SECRET in self.name.lower()

    @property
    def is_text(self) -> bool:
        return len(self.value) > SHORT or len(self.value.split()) > 1


def submitted_fields(request: HttpRequest) -> Iterator[Field]:
    try:
        pairs = list(request.POST.lists())
    except _UNREADABLE:
        return
    for name, values in pairs:
        if name != "csrfmiddlewaretoken":
            yield from (Field(name, value) for value in values)


def submitted_files(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """A page cannot hand a file back: its name, so that it is chosen again."""
    try:
        files = list(request.FILES.items())
    except _UNREADABLE:
        return
    yield from ((field, file.name or field) for field, file in files)


def is_same_origin(request: HttpRequest) -> bool | None:
    """Whether the form stood on a page of this site; ``None`` where the browser does not say."""
    here = f"{request.scheme}://{request.get_host()}"
    if (origin := request.headers.get("Origin")) is not None:
        return origin == here
    referrer = request.headers.get("Referer")
    return None if referrer is None else referrer.startswith(f"{here}/")
