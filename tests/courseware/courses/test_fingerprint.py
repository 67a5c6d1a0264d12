"""A course counts as changed when any file that it is loaded from has changed."""

from pathlib import Path

import pytest

from courseware.courses.fingerprint import fingerprint
from tests.courseware.courses.folders import write_course


@pytest.fixture
def site(tmp_path: Path, settings) -> Path:
    """A folder with code and shipped items of a site."""
    for name in ("labs/catalogue/hinge/cases.py", "quizzes/types/single.py", "requirements.txt"):
        file = tmp_path / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("first")
    settings.BASE_DIR = tmp_path / "site"
    return tmp_path / "site"


def test_every_change_counts(tmp_path, site):
    course = write_course(tmp_path / "course")
    seen = {fingerprint(course)}
    for file in [course / "course.yaml", *(f for f in site.rglob("*") if f.is_file())]:
        file.write_text("second")
        seen.add(fingerprint(course))
    (course / "chapters" / "new.md").write_text("")
    seen.add(fingerprint(course))
    assert len(seen) == 6


def test_compiled_code_does_not_count(tmp_path, site):
    course = write_course(tmp_path / "course")
    before = fingerprint(course)
    (site / "labs" / "__pycache__").mkdir()
    (site / "labs" / "__pycache__" / "kind.pyc").write_bytes(b"x")
    assert fingerprint(course) == before
