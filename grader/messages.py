"""Texts for people: in English, with all that is needed to word them in another language.

    hint = message("Every value is {factor} times ours.", factor=2)
    hint                        # "Every value is 2 times ours.": a str like any other
    hint.template, hint.params  # "Every value is {factor} times ours.", {"factor": "2"}

The template is the gettext message id: `message` is a keyword of the site's ``makemessages``. The
command line prints the English text. Reports hold it too, and beside it, under the same key with
``_message``, what `encode` gives; the site decodes that and words it in the reader's language.

What an author of a lab has written (hints, names of cases) is plain text and stays as it is.
docs/decisions/messages.md says why it is done like this.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Self

SUFFIX = "_message"
"""Of the key beside a text in a report that holds the text as a message."""


class Message(str):
    """An English text that remembers its template and named parameters.

    It is a ``str``, so that whatever takes a text takes a message. What changes the text gives a
    plain ``str``, which is then shown in English everywhere. Parameters are texts, and may be
    messages themselves.
    """

    template: str
    params: dict[str, str]

    def __new__(cls, template: str, params: Mapping[str, object] | None = None) -> Self:
        texts = {
            name: value if isinstance(value, str) else str(value)
            for name, value in (params or {}).items()
        }
        self = super().__new__(cls, _filled(template, texts))
        self.template, self.params = template, texts
        return self

    def __reduce__(self) -> tuple[type[Self], tuple[str, dict[str, str]]]:
        return type(self), (self.template, self.params)


def message(template: str, /, **params: object) -> Message:
    """A message; ``template`` has to be a literal, because translators get it from the source.

    Args:
        template: English, with ``{name}`` where a parameter goes. Literal braces are doubled when
            there are parameters.
        params: texts, messages, or what ``str`` makes a text.

    Raises: KeyError: the template names a parameter that is not given.
    """
    return Message(template, params)


def joined(*texts: str) -> str:
    """The texts one after the other with spaces between; empty ones are left out."""
    first, *others = [text for text in texts if text] or [""]
    for text in others:
        first = message("{first} {second}", first=first, second=text)
    return first


def changed_params(text: str, change: Callable[[str], str]) -> str:
    """``change`` applied to a plain text, or to each plain parameter of a message.

    For escaping or cutting what came from a submission without losing the template.
    """
    if not isinstance(text, Message):
        return change(text)
    return Message(text.template, {k: changed_params(v, change) for k, v in text.params.items()})


def localized(text: str, translate: Callable[[str], str]) -> str:
    """The text with every template translated; a plain text as it is.

    A translation that does not fit its parameters gives the English text.
    """
    if not isinstance(text, Message) or not text.template:
        return text  # gettext("") gives the header of the catalogue
    params = {name: localized(value, translate) for name, value in text.params.items()}
    try:
        return _filled(translate(text.template), params)
    except (LookupError, ValueError):
        return str(text)


def encode(text: str) -> Any:
    """For JSON: a plain text as a string, a message as ``[template]`` or ``[template, params]``."""
    if not isinstance(text, Message):
        return text
    params = {name: encode(value) for name, value in text.params.items()}
    return [text.template, params] if params else [text.template]


def decode(value: Any) -> str:
    """What `encode` was given.

    Raises: ValueError: the value is not what `encode` gives.
    """
    if isinstance(value, str):
        return value
    if not isinstance(value, list) or not 1 <= len(value) <= 2 or not isinstance(value[0], str):
        raise ValueError("not an encoded message")
    params = value[1] if len(value) == 2 else {}
    if not isinstance(params, dict):
        raise ValueError("not the parameters of a message")
    try:
        return Message(value[0], {name: decode(inner) for name, inner in params.items()})
    except LookupError as error:
        raise ValueError(f"a parameter of the message is missing: {error}") from error


def entries(key: str, text: str) -> dict[str, Any]:
    """The entries of a report for a text: in English and, where it is a message, encoded."""
    plain = {key: str(text)}
    return plain | {key + SUFFIX: encode(text)} if isinstance(text, Message) else plain


def text_in(report: Mapping[str, Any], key: str) -> str:
    """The text under ``key``, as a message where the report has one that can be read.

    Reports that were stored before there were messages have the English text alone.
    """
    plain = report.get(key)
    try:
        return decode(report[key + SUFFIX])
    except (KeyError, ValueError):
        return plain if isinstance(plain, str) else ""


def _filled(template: str, params: Mapping[str, str]) -> str:
    return template.format_map(params) if params else template
