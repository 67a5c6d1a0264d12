"""A class with one copied pair."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from labs.comparisons import Choice, Comparison
from labs.models import State
from labs.similarity import services
from tests.factories import make_student
from tests.grader.similarity.test_compare import made

PEOPLE = ("dora", "emil", "fay", "gus", "hal", "ida", "jon", "kim", "lea", "max")
COPIED = made(99)


@pytest.fixture
def class_(course: Any, lab: Any, make_submission: Callable[..., Any]) -> dict[str, Any]:
    """Students by name; dora and emil share their code, the others do not."""
    people = {name: make_student(course, name) for name in PEOPLE}
    for number, (name, person) in enumerate(people.items()):
        code = COPIED if name in ("dora", "emil") else made(number)
        make_submission(user=person, code=code, state=State.DONE, score=90.0)
    return people


@pytest.fixture
def compared(lab: Any, ada: Any) -> Callable[..., Any]:
    """Asks for a comparison and makes it, as a worker would."""

    def compared(choice: str = Choice.COUNTING, **given: Any) -> Any:
        asked = services.request_comparison(item=lab, by=ada, choice=choice, **given)
        services.run(comparison_id=asked.pk)
        return Comparison.objects.get(pk=asked.pk)

    return compared
