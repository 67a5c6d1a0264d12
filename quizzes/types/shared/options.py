"""Options of choice questions, and other things with an id and a text."""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Protocol, TypeVar

from grader.files.faults import did_you_mean
from grader.files.yaml_nodes import Node
from quizzes.contract.neutral import AnswerKey
from quizzes.contract.question_type import RenameId
from quizzes.contract.unique_ids import UniqueIds

# "All of the above", "None of these", "Both A and C": what depends on the place of other options.
_OTHERS = (
    r"(?:(?:all|any|none|both|neither|each|either|one|two|three)(?: but \w+)?(?: of)?"
    r"(?: (?:the|these|those))? ?(?:other|remaining)? ?(?:answers?|options?|choices?|these|those)?"
    r"(?: (?:above|below))?)"
)
_LETTERS = r"(?:(?:both|neither|either) )?[A-F](?:, [A-F])*,? (?:and|or|nor) [A-F]"
_VERDICT = r"(?: (?:is|are) (?:correct|true|right|wrong|incorrect|false))?"
_POSITIONAL = re.compile(rf"(?:{_OTHERS}|{_LETTERS}){_VERDICT}", re.IGNORECASE)
_NAMES_PLACES = re.compile(
    r"\b(?:above|below|these|those|others?|remaining|answers?|options?|choices?)\b"
    r"|\b[A-F]$|\b[A-F] "
)
_ABOVE = re.compile(r"\b(?:of )?the above\b", re.IGNORECASE)
SLUG = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")


class HasId(Protocol):
    """A dataclass with an id."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> str: ...


class HasText(HasId, Protocol):
    """A dataclass with an id and a text."""

    @property
    def text(self) -> str: ...


EntryT = TypeVar("EntryT", bound=HasId)


@dataclass(frozen=True)
class Option:
    """Something to choose. ``credit`` is what it alone earns or, by weights, adds."""

    id: str
    text: str
    correct: bool = False
    credit: float = 0.0
    feedback: str = ""
    stays_last: bool = False  # wherever the others are shuffled to


@dataclass(frozen=True)
class Entry:
    """Something to choose without a key of its own."""

    id: str
    text: str


def parse_options(node: Node, credit_key: str, key: str = "options") -> tuple[Option, ...]:
    """The options of a question, ids and texts distinct."""
    options = []
    for entry in node.entries(key, required=True):
        entry.only(["id", "text", "correct", "feedback", "last", credit_key])
        correct = entry.flag("correct")
        credit = entry.number(credit_key, 1.0 if correct else 0.0)
        options.append(
            Option(
                id=parse_id(entry),
                text=entry.text("text"),
                correct=correct,
                credit=credit,
                feedback=entry.text("feedback", ""),
                stays_last=entry.flag("last", False),
            )
        )
    if node.flag("shuffle", True):
        _check_places(node, options)
    if len(options) < 2:
        node.fault(f"has {len(options)} {key}; expected at least 2")
    check_distinct(node, options, key)
    return tuple(options)


def is_positional(text: str) -> bool:
    """Whether an option speaks of others by their place: "All of the above"."""
    plain = " ".join(text.split()).rstrip(".!")
    if _ABOVE.search(plain):
        return True
    return bool(_POSITIONAL.fullmatch(plain) and _NAMES_PLACES.search(plain))


def _check_places(node: Node, options: Sequence[Option]) -> None:
    for option in options:
        if is_positional(option.text) and not option.stays_last:
            node.fault(
                f'"{option.text.strip()}" speaks of other options by their place, but options are '
                "shuffled. Add last: true to it, which keeps it at the end; or write "
                "shuffle: false; or say which options are meant"
            )


def parse_entries(node: Node, key: str) -> tuple[Entry, ...]:
    """Entries of an id and a text, both distinct."""
    entries = [Entry(parse_id(entry), entry.text("text")) for entry in node.entries(key)]
    check_distinct(node, entries, key)
    return tuple(entries)


def parse_id(node: Node) -> str:
    """The node's id."""
    value = node.text("id")
    if value and not SLUG.fullmatch(value):
        node.fault(f'the id "{value}" must be letters, digits and single hyphens')
    return value


def parse_rule(node: Node, rules: Collection[str], default: str) -> str | None:
    """The rule of credit; ``None`` for one that the type does not have."""
    rule = node.text("credit", default)
    if rule in rules:
        return rule
    expected = " or ".join(rules) if len(rules) == 2 else f"one of {', '.join(rules)}"
    (node.get("credit") or node).fault(
        f'unknown credit rule "{rule}"; expected {expected}.{did_you_mean(rule, list(rules))}'
    )
    return None


def check_distinct(node: Node, entries: Sequence[HasText], what: str) -> None:
    """Record a fault for two entries with one id or one text: nobody could tell them apart."""
    for field, values in (
        ("id", [entry.id for entry in entries]),
        ("text", [entry.text for entry in entries]),
    ):
        seen: set[str] = set()
        for value in values:
            folded = " ".join(value.casefold().split())
            if folded in seen and folded:
                node.fault(f'two of the {what} have the {field} "{folded}"; make them differ')
            seen.add(folded)


def rename_entries(entries: tuple[EntryT, ...], rename: RenameId, group: str) -> tuple[EntryT, ...]:
    """The entries, each under the name that replaces its id."""
    return tuple(replace(entry, id=rename(group, entry.id)) for entry in entries)


def shuffled(entries: tuple[EntryT, ...], rng: random.Random) -> tuple[EntryT, ...]:
    """The entries in a random order, those that stay last behind the others."""
    free = tuple(entry for entry in entries if not getattr(entry, "stays_last", False))
    last = tuple(entry for entry in entries if getattr(entry, "stays_last", False))
    return (*rng.sample(free, len(free)), *last)


def draft_options(keys: Iterable[AnswerKey]) -> list[dict[str, Any]]:
    """Options as an author writes them, from those of another system."""
    ids = UniqueIds("option")
    return [
        {"id": ids.assign(key.text), "text": key.text}
        | ({"feedback": key.feedback} if key.feedback else {})
        | ({"last": True} if is_positional(key.text) else {})
        for key in keys
    ]


def draft_entries(texts: Iterable[str]) -> list[dict[str, Any]]:
    """Entries as an author writes them."""
    ids = UniqueIds("entry")
    return [{"id": ids.assign(text), "text": text} for text in texts]
