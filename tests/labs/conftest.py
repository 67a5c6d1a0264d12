"""A lab in the course, and its people's submissions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.labs.writing import DOUBLE, write_lab


@pytest.fixture
def make_lab(course: Any, tmp_path: Path) -> Callable[..., Any]:
    """A lab item of the course, read from its folder and stored as a course load does."""
    from courseware.items.kinds import kind_named
    from grader.files.faults import Faults, FaultyFiles
    from tests.factories import make_item

    def make(slug: str = "twice", files: dict[str, str] | None = None, **fields: Any) -> Any:
        kind, faults = kind_named("lab"), Faults()
        definition = kind.read(write_lab(tmp_path, slug, **(files or {})), faults, slug)
        if definition is None:
            raise FaultyFiles(faults)
        fields.setdefault("title", definition.title)
        item = make_item(course, "lab", slug=slug, **fields)
        kind.store(item, definition)
        return item

    return make


@pytest.fixture
def make_playground_lab(course: Any, tmp_path: Path) -> Callable[..., Any]:
    """A lab on the playground as an item of the course."""
    from courseware.items.kinds import kind_named
    from grader.files.faults import Faults, FaultyFiles
    from tests.factories import make_item
    from tests.grader.playground_lab import write_playground_lab

    def make(slug: str = "clouds", **files: str) -> Any:
        kind, faults = kind_named("lab"), Faults()
        definition = kind.read(write_playground_lab(tmp_path, slug, **files), faults, slug)
        if definition is None:
            raise FaultyFiles(faults)
        item = make_item(course, "lab", slug=slug, title=definition.title)
        kind.store(item, definition)
        return item

    return make


@pytest.fixture
def lab(make_lab: Callable[..., Any]) -> Any:
    return make_lab()


@pytest.fixture
def submit(lab: Any, ben: Any) -> Callable[..., Any]:
    """Ben hands in code for the lab."""
    from labs.submissions.services import submit_code

    def submit(code: str = DOUBLE, **given: Any) -> Any:
        return submit_code(**{"item": lab, "user": ben, "code": code, **given})

    return submit


@pytest.fixture
def make_submission(lab: Any, ben: Any) -> Callable[..., Any]:
    """Submissions as they would be after grading."""
    from labs.models import Submission

    def make(item: Any = lab, user: Any = ben, **fields: Any) -> Any:
        number = Submission.objects.count()
        fields = {"code": "a = 1\n", "key": str(number), "seed": "5eed"} | fields
        revision = item.lab_revisions.get()
        return Submission.objects.create(item=item, revision=revision, user=user, **fields)

    return make


@pytest.fixture
def redis_heard(redis_server: str, settings: Any) -> Iterator[None]:
    """News travels over a real Redis."""
    from labs.live import news

    settings.REDIS_URL = redis_server
    news._paused_until = 0.0
    yield
    news._client(redis_server).close()
    news._client.cache_clear()
