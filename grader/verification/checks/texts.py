"""Statement and hints say what a student needs, in text that a page can show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from grader.lab.formats import format_of
from grader.verification.check import Check, Effort
from grader.verification.finding import Finding, line_with
from grader.verification.placeholders import placeholders_in
from grader.verification.subject import Subject

BY_HAND = "## By hand"
SHOWN_CHARS = 500
"""Of a hint; a report shows no more."""
LINE_CHARS = 20
"""A line of a solution that is longer gives code away when it appears in a hint."""
_FENCE = re.compile(r"^(?P<fence>```+|~~~+)", re.MULTILINE)
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def check(subject: Subject, effort: Effort) -> Iterator[Finding]:
    """Faults of statement.md, hints.md and the hints of mistakes and cases."""
    for name in ("statement.md", "hints.md"):
        yield from _sanity(subject, name)
    yield from _statement(subject)
    if subject.readable is not None:
        yield from _code_in_hints(subject)
        yield from _hints_of_mistakes(subject)


def _statement(subject: Subject) -> Iterator[Finding]:
    text, path = subject.text("statement.md"), subject.path("statement.md")
    if not text.strip() or placeholders_in(text):
        return
    if not re.search(rf"^{BY_HAND}\s*$", text, re.MULTILINE):
        remedy = "Write one in which a number is worked out step by step."
        yield Finding(path, 1, f'has no section "{BY_HAND}"', remedy)
    if "$" not in text:
        remedy = r"Write the math between $ signs: $\log(1 + e^x)$."
        yield Finding(path, 1, "has no formula", remedy)
    for function in subject.readable.functions if subject.readable else ():
        if not re.search(rf"\b{function.name}\b", text):
            remedy = "Say what it is given and what it returns."
            yield Finding(path, 1, f"does not mention {function.name}", remedy)


def _sanity(subject: Subject, name: str) -> Iterator[Finding]:
    """What a page would show wrongly."""
    text, path = subject.text(name), subject.path(name)
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("# "):
            remedy = "Begin sections with ##; the title of the page comes from lab.yaml."
            yield Finding(path, number, "is a heading of the first level", remedy)
        for char in sorted({char for char in line if _is_unprintable(char)}):
            shown = f"U+{ord(char):04X} {unicodedata.name(char, 'control character')}"
            yield Finding(path, number, f"holds {shown}, which nobody sees", "Remove it.")
    fences = [text.count("\n", 0, found.start()) + 1 for found in _FENCE.finditer(text)]
    if len(fences) % 2:
        yield Finding(path, fences[-1], "begins code that does not end", "Close it with ```.")
    math = re.sub(r"\\\$", "", _CODE.sub("", text))
    if not len(fences) % 2 and math.count("$") % 2:
        place = line_with(subject.folder / name, "$")
        yield Finding(path, place, "has an odd number of $ signs", r"Close the math, or write \$.")


def _is_unprintable(char: str) -> bool:
    return (
        unicodedata.category(char) in ("Cc", "Cf", "Co", "Cn")
        or char == "\N{REPLACEMENT CHARACTER}"
    )


def _code_in_hints(subject: Subject) -> Iterator[Finding]:
    lines = {
        line.strip()
        for source in subject.solutions.values()
        for line in source.splitlines()
        if len(line.strip()) > LINE_CHARS
    }
    for line in sorted(lines):
        if any(line in hint for hint in subject.lab.hints):
            place = line_with(subject.folder / "hints.md", line)
            message = f'gives a line of a solution away: "{line}"'
            yield Finding(subject.path("hints.md"), place, message, "Describe it in words.")


def _hints_of_mistakes(subject: Subject) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for mistake in subject.lab.mistakes:
        if mistake.name not in subject.mistakes:
            continue  # still to be written
        suffix = format_of(subject.lab).layout.suffix
        path = subject.path(f"mistakes/{mistake.name}{suffix}")
        if mistake.hint in seen:
            message = f"has the same hint as {seen[mistake.hint]}{suffix}"
            yield Finding(path, 1, message, "Say what is special about this mistake.")
        if len(mistake.hint) > SHOWN_CHARS:
            message = f"the hint has {len(mistake.hint)} characters"
            yield Finding(path, 1, message, f"At most {SHOWN_CHARS} are shown; shorten it.")
        seen[mistake.hint] = mistake.name


CHECK = Check("statement and hints are complete", 40, check, quick=True, needs_lab=False)
