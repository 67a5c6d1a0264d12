"""What the editor knows of NumPy: read from NumPy itself, short, and complete."""

from __future__ import annotations

import json

import numpy as np
import pytest

from labs.completion.numpy_names import numpy_names, version


@pytest.mark.parametrize(
    ("place", "name", "signature", "summary"),
    [
        ("np", "exp", "(x, /, out=None, *, where=True, dtype=None, …)", "exponential"),
        ("np", "where", "(condition, [x, y], /)", "Return elements"),
        ("np", "array", "(object, dtype=None", "Create an array."),
        ("np", "pi", "", "3.14159"),
        ("np.linalg", "norm", "(x, ord=None, axis=None, keepdims=False)", "norm"),
        ("ndarray", "reshape", "(shape, /, *, order='C', copy=None)", "new shape"),
        ("Generator", "normal", "(loc=0.0, scale=1.0, size=None)", "normal"),
    ],
)
def test_a_name_has_its_signature_and_one_sentence(
    place: str, name: str, signature: str, summary: str
) -> None:
    found = numpy_names()[place][name]

    assert found[0].startswith(signature)
    assert summary in found[1] and len(found[1]) <= 160 and "`" not in found[1]


def test_every_public_name_is_there_and_all_of_it_is_light() -> None:
    names = numpy_names()

    public = {name for name in np.__all__ if not name.startswith("_")}
    assert public <= set(names["np"])
    assert len(json.dumps(names)) < 120_000
    assert version() == np.__version__
