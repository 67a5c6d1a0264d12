"""Sources are found by listing the package."""

from __future__ import annotations

from pathlib import Path

from grader.feedback import sources as package
from grader.feedback.sources import sources


def test_every_file_is_a_source() -> None:
    files = {path.stem for path in Path(package.__file__).parent.glob("*.py")} - {"__init__"}
    assert len(sources()) == len(files) >= 8
    assert len({source.name for source in sources()}) == len(files)


def test_strongest_sources_are_asked_first() -> None:
    strengths = [source.strength for source in sources()]
    assert strengths == sorted(strengths)
    names = [source.name for source in sources()]
    assert names.index("state") < names.index("mistake") < names.index("hypothesis")
