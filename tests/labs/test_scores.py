"""How the parts of a lab's score add up."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from labs.scores import combined


@pytest.mark.parametrize(
    ("automatic", "style", "score"),
    [
        (0.8, None, 0.8),
        (1.0, (0.5, 20), 0.9),
        (0.5, (1.0, 20), 0.6),
        (0.0, (1.0, 100), 1.0),
        (1.0, (1.0, 30), 1.0),
    ],
)
def test_style_takes_its_share_once_it_is_graded(automatic, style, score):
    grade = style and SimpleNamespace(fraction=style[0], share=style[1])
    assert combined(automatic, grade) == pytest.approx(score)
