"""What a lab asks for beside code: named answers, as fields of a form and as one text.

The text is what is handed in, stored and graded. Each answer begins on a line of its own with its
name; further lines of it are indented:

    state: dataset=circle&regularization=L1
    why: Only two features matter,
      and a penalty finds them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from grader.files.faults import did_you_mean
from grader.messages import Message, message

STATE, CHOICE, CHOICES, TEXT = "state", "choice", "choices", "text"
"""Kinds of fields: a state of the playground, one of some options, any of them, free text."""
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_INDENT = "  "


@dataclass(frozen=True)
class Field:
    """One answer that is asked for.

    Attributes:
        name: by which the text knows it.
        kind: one of the kinds above.
        label: the question, as Markdown.
        options: of a choice: value and label, as Markdown.
        start: what the field holds at first.
        facts: what a script needs to know beside it, by name.
        stored_only: whether the answer is for people and earns nothing by itself.
    """

    name: str
    kind: str
    label: str
    options: tuple[tuple[str, str], ...] = ()
    start: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    stored_only: bool = False

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self) | {"options": [list(option) for option in self.options]}


class AnswersError(ValueError):
    """A text that holds no answers; ``message`` says why and what to do."""

    def __init__(self, text: Message) -> None:
        super().__init__(text)
        self.message = text


def write_answers(names: Sequence[str], answers: Mapping[str, str]) -> str:
    """The text of the answers, in the order of the names; what is missing is empty."""
    lines = []
    for name in names:
        first, *others = answers.get(name, "").strip().splitlines() or [""]
        lines.append(f"{name}: {first}".rstrip())
        lines += [f"{_INDENT}{line}".rstrip() for line in others]
    return "\n".join(lines) + "\n"


def read_answers(names: Sequence[str], text: str) -> dict[str, str]:
    """The answers in a text by name; what is not there is empty.

    A text of one line without a name is the first answer.

    Args:
        names: those that are asked for.
        text: as `write_answers` writes it, or by hand.

    Raises: AnswersError: a name that is not asked for or is there twice, or text before any name.
    """
    stripped = text.strip()
    if stripped and "\n" not in stripped and not _begins(stripped, names):
        return dict.fromkeys(names, "") | {names[0]: stripped}
    found: dict[str, list[str]] = {}
    current = ""
    for number, line in enumerate(text.splitlines(), 1):
        name = _begins(line, names)
        if name and name in found:
            raise AnswersError(
                message('Line {line}: "{name}" is there twice.', line=number, name=name)
            )
        if name:
            current, rest = name, line.partition(":")[2].strip()
            found[name] = [rest]
        elif current:
            found[current].append(line.removeprefix(_INDENT))
        elif line.strip():
            raise _no_name(names, number, line)
    return {name: "\n".join(found.get(name, ())).strip() for name in names}


def _begins(line: str, names: Sequence[str]) -> str:
    """The name with which a line begins; empty where it begins with none."""
    name, colon, _ = line.partition(":")
    return name.rstrip() if colon and name.rstrip() in names else ""


def _no_name(names: Sequence[str], number: int, line: str) -> AnswersError:
    near = did_you_mean(line.partition(":")[0].strip(), list(names)).strip()
    return AnswersError(
        message(
            "Line {line} begins no answer. Begin each with its name and a colon: {names}. {near}",
            line=number,
            names=", ".join(f"{name}:" for name in names),
            near=near,
        )
    )
