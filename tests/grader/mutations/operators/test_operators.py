"""The table as a whole."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

import grader.reference
from grader.messages import Message
from grader.mutations import Audience, changes
from grader.mutations.operators import OPERATORS


def test_rows_have_names_of_their_own() -> None:
    repeated = [name for name, count in Counter(row.name for row in OPERATORS).items() if count > 1]
    assert repeated == []


@pytest.mark.parametrize("audience", [Audience.STUDENT, Audience.AUTHOR, Audience.REFERENCE])
def test_everybody_gets_rows(audience: Audience) -> None:
    assert sum(bool(row.audience & audience) for row in OPERATORS) > 80


def test_words_of_every_row_are_messages() -> None:
    folder = Path(grader.reference.__file__).parent
    trees = [ast.parse(path.read_text("utf-8")) for path in sorted(folder.glob("l*/*.py"))]
    found = [change for tree in trees for change in changes(tree, Audience.ALL)]
    assert all(isinstance(change.words, Message) for change in found)
    assert len({change.operator.name for change in found}) > 80
