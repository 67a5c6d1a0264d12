"""Options of choice questions, and other things with an id and a text."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from grader.files.yaml_nodes import Node

Name = Callable[[str, str], str]  # what stands for an id of a group; see questions/opaque_ids.py
SLUG = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")


@dataclass(frozen=True)
class Option:
    """Something to choose. ``credit`` is what it alone earns or, by weights, adds."""

    id: str
    text: str
    correct: bool = False
    credit: float = 0.0
    feedback: str = ""


@dataclass(frozen=True)
class Labelled:
    id: str
    text: str


def parse_options(node: Node, credit_key: str, key: str = "options") -> tuple[Option, ...]:
    """The options of a question, ids and texts distinct."""
    options = []
    for entry in node.entries(key, required=True):
        entry.only(["id", "text", "correct", "feedback", credit_key])
        correct = entry.flag("correct")
        credit = entry.number(credit_key, 1.0 if correct else 0.0)
        options.append(
            Option(parse_id(entry), entry.text("text"), correct, credit, entry.text("feedback", ""))
        )
    if len(options) < 2:
        node.fault(f"has {len(options)} {key}; expected at least 2")
    must_differ(node, options, key)
    return tuple(options)


def parse_labelled(node: Node, key: str, text_key: str = "text") -> tuple[Labelled, ...]:
    entries = [Labelled(parse_id(entry), entry.text(text_key)) for entry in node.entries(key)]
    must_differ(node, entries, key)
    return tuple(entries)


def parse_id(node: Node) -> str:
    value = node.text("id")
    if value and not SLUG.fullmatch(value):
        node.fault(f'the id "{value}" must be letters, digits and single hyphens')
    return value


def must_differ(node: Node, entries: Iterable[Any], what: str) -> None:
    """Two entries with one id or one text are a fault: nobody could tell them apart."""
    for field in ("id", "text"):
        seen: set[str] = set()
        for entry in entries:
            value = " ".join(getattr(entry, field).casefold().split())
            if value in seen and value:
                node.fault(f'two of the {what} have the {field} "{value}"; make them differ')
            seen.add(value)


def renamed_entries(entries: tuple[Any, ...], name: Name, group: str) -> tuple[Any, ...]:
    """The entries, each under the name that stands for its id."""
    return tuple(replace(entry, id=name(group, entry.id)) for entry in entries)


def shuffled(entries: tuple[Any, ...], rng: random.Random) -> tuple[Any, ...]:
    return tuple(rng.sample(entries, len(entries)))
