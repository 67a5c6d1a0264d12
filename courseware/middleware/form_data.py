"""The data of a submitted form, for a page that gives it back: nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, UnreadablePostError

MAX_SHORT_LENGTH = 40  # characters; longer values, or several words, were written by a person
_SECRET = "password"
_UNREADABLE = (UnreadablePostError, RequestDataTooBig, TooManyFieldsSent)


@dataclass(frozen=True)
class Field:
    """A field of the submitted form, to be submitted again."""

    name: str
    value: str

    @property
    def is_secret(self) -> bool:
        """Whether the value, such as a password, must not be written into a page."""
        return _SECRET in self.name.lower()

    @property
    def is_text(self) -> bool:
        """Whether a person wrote the value, rather than chose it."""
        return len(self.value) > MAX_SHORT_LENGTH or len(self.value.split()) > 1


def submitted_fields(request: HttpRequest) -> Iterator[Field]:
    """Without the security token; none where the body cannot be read."""
    try:
        pairs = list(request.POST.lists())
    except _UNREADABLE:
        return
    for name, values in pairs:
        if name != "csrfmiddlewaretoken":
            yield from (Field(name, value) for value in values)


def submitted_files(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Field and file name of each upload; the file itself has to be chosen again."""
    try:
        files = list(request.FILES.items())
    except _UNREADABLE:
        return
    yield from ((field, file.name or field) for field, file in files)


def is_same_origin(request: HttpRequest) -> bool | None:
    """Whether the form was on a page of this site; ``None`` where the browser does not say."""
    here = f"{request.scheme}://{request.get_host()}"
    if (origin := request.headers.get("Origin")) is not None:
        return origin == here
    referrer = request.headers.get("Referer")
    return None if referrer is None else referrer.startswith(f"{here}/")
