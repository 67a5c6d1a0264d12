"""YAML files as nodes that know their line, read safely.

Authors' files are untrusted input: only plain YAML data is built (no tags that make Python
objects), aliases are refused because they allow exponential growth, and file size is limited.
Every accessor records a fault and returns a harmless default, so that a loader can go on and
report all mistakes of a file in one pass.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from grader.files import yaml_scalars as scalars
from grader.files.faults import Faults, did_you_mean

MAX_BYTES = 1_000_000
"""Of a file; the largest of the shipped ones have some 30 kB."""
MAX_DEPTH = 50
"""Of nested values; reading takes the square of it."""
_FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""By libyaml, where PyYAML was built with it: a course is read in a fraction of the time."""
_KINDS = {
    dict: "a mapping",
    list: "a list",
    str: "text",
    bool: "true or false",
    type(None): "nothing",
}


def kind_of(value: object) -> str:
    """The YAML kind of a plain value in words: ``a mapping``, ``a number``, …"""
    return _KINDS.get(type(value), "a number")


@dataclass(frozen=True)
class Node:
    """A YAML value and its position.

    ``value`` is a scalar, a ``list[Node]`` or a ``dict[str, Node]``.
    """

    value: Any
    file: str
    line: int
    faults: Faults
    spelling: str = ""  # of a number, as it is written in the file

    def fault(self, message: str) -> None:
        """Records a fault at this node."""
        self.faults.add(self.file, self.line, message)

    def plain(self) -> Any:
        """The value without positions: dicts, lists and scalars."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    # -- this node -------------------------------------------------------------------------
    def is_mapping(self) -> bool:
        """Whether the value is a mapping."""
        return isinstance(self.value, dict)

    def is_list(self) -> bool:
        """Whether the value is a list."""
        return isinstance(self.value, list)

    def items(self) -> list[Node]:
        """The entries of a list; anything else is a fault and gives none."""
        if isinstance(self.value, list):
            return self.value
        self.fault(f"expected a list, found {kind_of(self.value)}")
        return []

    def as_text(self, what: str = "text") -> str:
        """Text, or a number as it would be typed; anything else is a fault and gives none.

        Args:
            what: what the fault says was expected.
        """
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, (int, float)) and not isinstance(self.value, bool):
            return self.spelling or str(self.value)
        self.fault(f"expected {what}, found {kind_of(self.value)}")
        return ""

    def as_number(self, what: str = "a number") -> float:
        """A finite number; anything else is a fault, which asks for ``what``, and gives 0."""
        value = self.value
        if reading := scalars.misread_number(self.spelling, value):
            self.fault(reading)
            return 0.0
        if isinstance(value, str):  # YAML 1.1 reads 1e-6 (no dot) as text
            try:
                value = float(value)
            except ValueError:
                value = None
        if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
            return value
        shown = f'"{self.value}"' if isinstance(self.value, str) else kind_of(self.value)
        self.fault(f"expected {what}, found {shown}")
        return 0.0

    def as_flag(self) -> bool:
        """True or false; anything else is a fault and gives false."""
        if isinstance(self.value, bool):
            return self.value
        self.fault(f"expected true or false, found {kind_of(self.value)}")
        return False

    # -- entries of a mapping ----------------------------------------------------------------
    def get(self, key: str) -> Node | None:
        """The entry ``key`` of a mapping, if there is one."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def need(self, key: str) -> Node | None:
        """The entry ``key``; its absence is a fault."""
        if not isinstance(self.value, dict):
            self.fault(f'expected a mapping with "{key}", found {kind_of(self.value)}')
            return None
        node = self.value.get(key)
        if node is None or node.value is None:
            self.fault(f'"{key}" is missing')
            return None
        return node

    def text(self, key: str, default: str | None = None) -> str:
        """The text under ``key``; without a ``default`` its absence is a fault."""
        node = self.need(key) if default is None else self.get(key)
        return node.as_text(f'text for "{key}"') if node is not None else default or ""

    def number(self, key: str, default: float | None = None) -> float:
        """The number under ``key``; without a ``default`` its absence is a fault."""
        node = self.need(key) if default is None else self.get(key)
        if node is None:
            return 0.0 if default is None else default
        return node.as_number(f'a number for "{key}"')

    def flag(self, key: str, default: bool = False) -> bool:
        """The true or false under ``key``."""
        node = self.get(key)
        return default if node is None else node.as_flag()

    def entries(self, key: str, *, required: bool = False) -> list[Node]:
        """The entries of the list under ``key``; with ``required`` its absence is a fault."""
        node = self.need(key) if required else self.get(key)
        return [] if node is None else node.items()

    def only(self, known: Iterable[str]) -> None:
        """Reports keys that are not among ``known``: a misspelled key must not go unnoticed."""
        known = list(known)
        if not isinstance(self.value, dict):
            self.fault(f"expected a mapping with {', '.join(known)}; found {kind_of(self.value)}")
            return
        for key, node in self.value.items():
            if key not in known:
                node.fault(f'unknown key "{key}".{did_you_mean(key, known)}')

    def pairs(self) -> Iterator[tuple[str, Node]]:
        """Keys and entries of a mapping; anything else is a fault and gives none."""
        if isinstance(self.value, dict):
            yield from self.value.items()
        else:
            self.fault(f"expected a mapping, found {kind_of(self.value)}")


def read_text(path: Path, faults: Faults, shown: str | None = None) -> str | None:
    """A UTF-8 text file of at most `MAX_BYTES`, or ``None`` and a fault. Links are refused.

    Args:
        path: of the file.
        faults: gets the fault.
        shown: the name of the file in faults, if it is not the path.
    """
    shown = shown or str(path)
    if path.is_symlink():
        faults.add(shown, 1, "is a symbolic link; put the file itself here")
    elif not path.is_file():
        faults.add(shown, 1, "the file is missing")
    elif path.stat().st_size > MAX_BYTES:
        faults.add(shown, 1, f"is larger than {MAX_BYTES:,} bytes")
    else:
        try:
            return path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            faults.add(shown, line, "is not UTF-8 text; save the file as UTF-8")
    return None


def read_yaml(path: Path, faults: Faults, shown: str | None = None) -> Node | None:
    """The document of a YAML file, or ``None`` and a fault; arguments as of `read_text`."""
    text = read_text(path, faults, shown)
    return None if text is None else parse_yaml(text, shown or str(path), faults)


def parse_yaml(text: str, file: str, faults: Faults, first_line: int = 1) -> Node | None:
    """The document in a text, or ``None`` and a fault.

    Args:
        text: YAML.
        file: the name of its file in faults.
        faults: gets what is wrong.
        first_line: the line of the file in which the text begins (front matter).
    """
    try:
        root = _composed(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        problem = f"is not valid YAML: {error.problem or error}"
        faults.add(file, line, problem + scalars.remedy_for(problem))
        return None
    except yaml.reader.ReaderError as error:
        line = first_line + text[: error.position].count("\n")
        faults.add(file, line, scalars.control_character(chr(error.character)))
        return None
    except (yaml.YAMLError, RecursionError) as error:
        faults.add(file, first_line, f"is not valid YAML: {str(error) or 'nested too deeply'}")
        return None
    if root is None:
        faults.add(file, first_line, "is empty")
        return None
    return _Builder(file, faults, first_line, text).build(root)


def _composed(text: str) -> yaml.Node | None:
    """What PyYAML makes of the text.

    Its loader in Python says more of faults, and refuses tabs that libyaml takes for spaces.
    """
    loader = yaml.SafeLoader if "\t" in text else _FAST
    try:
        _refuse_bombs(text, loader)
        return yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, UnicodeError):
        _refuse_bombs(text, yaml.SafeLoader)
        return yaml.compose(text, Loader=yaml.SafeLoader)


def _refuse_bombs(text: str, loader: Any) -> None:
    """Refuses aliases, which grow without bound, and depth, which takes quadratic time to read."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise yaml.composer.ComposerError(
                None, None, f"is nested more than {MAX_DEPTH} levels deep", event.start_mark
            )
        if isinstance(event, yaml.AliasEvent):
            raise yaml.composer.ComposerError(
                None, None, "aliases (*name) are not allowed; write the value out", event.start_mark
            )


class _Builder:
    """Makes nodes of what PyYAML has composed."""

    def __init__(self, file: str, faults: Faults, first_line: int, text: str) -> None:
        self.file, self.faults, self.first_line, self.text = file, faults, first_line, text
        self.scalars = yaml.SafeLoader("")

    def build(self, node: yaml.Node) -> Node:
        """The node with all below it; tags that are not plain data are faults."""
        line = self.first_line + node.start_mark.line
        value = self._value(node, line)
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return Node(value, self.file, line, self.faults, node.value if is_number else "")

    def _value(self, node: yaml.Node, line: int) -> Any:
        tag = node.tag.removeprefix("tag:yaml.org,2002:")
        if isinstance(node, yaml.MappingNode) and tag == "map":
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode) and tag == "seq":
            return [self.build(child) for child in node.value]
        self._check_escapes(node, line)
        if tag in ("str", "int", "float", "bool", "null"):
            try:
                return self.scalars.construct_object(node)
            except (ValueError, yaml.YAMLError):
                self.faults.add(self.file, line, f'cannot read "{node.value}" as {tag}')
                return None
        if tag == "timestamp":
            return node.value  # dates are read where a date is expected
        self.faults.add(self.file, line, f"the tag {node.tag} is not allowed; write plain YAML")
        return None

    def _check_escapes(self, node: yaml.Node, line: int) -> None:
        if isinstance(node, yaml.ScalarNode) and node.style == '"':
            written = self.text[node.start_mark.index : node.end_mark.index]
            for below, sentence in scalars.swallowed_escapes(written):
                self.faults.add(self.file, line + below, sentence)

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Node]:
        built: dict[str, Node] = {}
        for key, child in node.value:
            line = self.first_line + key.start_mark.line
            self._check_escapes(key, line)
            if not isinstance(key, yaml.ScalarNode):
                self.faults.add(self.file, line, "a key must be a plain word")
            elif key.value in built:
                self.faults.add(self.file, line, f'the key "{key.value}" is used twice')
            else:
                built[key.value] = self.build(child)
        return built
