"""XML of any QTI version as a tree with the names of QTI 2.x and without namespaces."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from quizzes.contract.neutral import ExchangeError

MAX_DEPTH = 200
_HYPHEN = re.compile(r"-([a-z0-9])")
_KEPT = ("data-", "aria-")  # attributes of HTML that are hyphenated in every version


def parse(data: bytes) -> Element:
    """The root. Raises `ExchangeError` for what is not well-formed or declares entities."""
    try:
        root = fromstring(data, forbid_dtd=False)
    except DefusedXmlException:
        raise ExchangeError("The file declares entities, which are not read.") from None
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise ExchangeError(f"The file is not well-formed XML: {error}.") from None
    _rename(root)
    return root


def _rename(root: Element) -> None:
    """Without recursion: files may be deeper than Python's stack."""
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise ExchangeError(f"The file is nested more than {MAX_DEPTH} levels deep.")
        element.tag = _tag(str(element.tag))
        for name in list(element.attrib):
            element.attrib[_attribute(name)] = element.attrib.pop(name)
        waiting += [(child, depth + 1) for child in element if isinstance(child.tag, str)]


def _tag(name: str) -> str:
    local = name.rpartition("}")[2]
    return _camel(local.removeprefix("qti-")) if local.startswith("qti-") else local


def _attribute(name: str) -> str:
    local = name.rpartition("}")[2]
    return local if local.startswith(_KEPT) else _camel(local)


def _camel(name: str) -> str:
    return _HYPHEN.sub(lambda match: match[1].upper(), name)


def kebab(name: str) -> str:
    """The name of QTI 3.0 for one of 2.x."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"-\1", name).lower()


def text_of(element: Element | None) -> str:
    """All text inside, without surrounding white space."""
    return "".join(element.itertext()).strip() if element is not None else ""
