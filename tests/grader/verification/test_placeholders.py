from __future__ import annotations

import pytest

from grader.verification.placeholders import placeholders_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x = 1\n", []),
        ('title: "TODO: A title."\n', [(1, "A title.")]),
        ("\n\n<!-- TODO: What for. -->\n", [(3, "What for.")]),
        ('"""TODO: The hint"""\n\n# TODO:\n', [(1, "The hint"), (3, "")]),
    ],
)
def test_placeholders_have_line_and_instruction(text: str, found: list[tuple[int, str]]) -> None:
    assert placeholders_in(text) == found
