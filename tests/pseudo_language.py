"""A language that puts every text between ⟦ and ⟧: what is outside did not go through gettext."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

from django.test import override_settings
from django.utils import translation
from django.utils.formats import reset_format_cache
from django.utils.translation import trans_real

CODE = "qps"
_CONTEXT = "\x04"
_FORMATS = ("date format",)  # contexts of texts that are patterns and are read by nobody
_SHOWN_ATTRIBUTES = ("aria-label", "title", "placeholder", "alt", "data-tab")
# Code, formulas and the numbers of drawings are the same in every language.
_NOT_WORDS = ("script", "style", "code", "pre", "math", "textarea", "bdi", "kbd")
_WORD = re.compile(r"[A-Za-z]{2,}")


class _Pseudo:
    """As much of a `DjangoTranslation` as texts are looked up by."""

    def gettext(self, message: str) -> str:
        context, _mark, text = message.rpartition(_CONTEXT)
        return message if not text.strip() or context in _FORMATS else f"⟦{text}⟧"

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.gettext(singular if number == 1 else plural)

    def to_language(self) -> str:
        return CODE

    def language(self) -> str:
        return CODE


@contextmanager
def pseudo_language() -> Iterator[None]:
    """For requests of browsers without a preference, too: it is the site's own language."""
    with override_settings(LANGUAGE_CODE=CODE, LANGUAGES=[(CODE, CODE)]):
        # Of all its translations, a change of settings leaves none.
        trans_real._translations[CODE] = _Pseudo()  # type: ignore[assignment]  # by its methods
        reset_format_cache()
        with translation.override(CODE):
            yield
    reset_format_cache()


def untranslated(html: str, *content: str) -> list[str]:
    """Texts of a page that are not in the language; ``content`` is what authors wrote."""
    parser = _Texts()
    parser.feed(html)
    known = _plain(" ".join(content))
    found = []
    for text in parser.texts:
        for piece in re.split("[⟦·]", text):
            words = _plain(piece).strip(" .,:;·–()“”→1234567890/%×")
            if _WORD.search(words) and words not in known:
                found.append(words)
    return found


def _plain(text: str) -> str:
    return " ".join(text.split())


class _Texts(HTMLParser):
    """Text and attributes that are shown or read out, without what is between the marks."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside: list[str] = []
        self._depth = 0  # of marks, which are nested and may stand around elements

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _NOT_WORDS:
            self._inside.append(tag)
        for name, value in attrs:
            if value and name in _SHOWN_ATTRIBUTES:
                self.texts.append(self._outside(value))

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.texts.append(self._outside(data))

    def _outside(self, text: str) -> str:
        kept = []
        for character in text:
            self._depth += character == "⟦"
            kept.append("⟦" if self._depth else character)
            self._depth -= character == "⟧"
        return "".join(kept)


def machine_values(html: str) -> list[tuple[str, str, str]]:
    """What scripts, style sheets and drawings read of a page: the same in every language."""
    parser = _MachineValues()
    parser.feed(html)
    return parser.found


class _MachineValues(HTMLParser):
    # Words, and what a page says about its language.
    WORDS = {*_SHOWN_ATTRIBUTES, "lang", "aria-valuetext", "aria-current", "data-reading", "label"}
    SKIPPED = WORDS | {"data-now"}  # and the time

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("name") in ("csrfmiddlewaretoken", "csrf-token"):
            return  # another one each time
        if "/texts/" in (given.get("src") or ""):
            return
        self.found += [
            (tag, name, value or "") for name, value in attrs if name not in self.SKIPPED
        ]
