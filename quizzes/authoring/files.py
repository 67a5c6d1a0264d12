"""Where quiz files are: in a course's own folder, then among the shipped ones."""

from __future__ import annotations

from pathlib import Path

SHIPPED = Path(__file__).resolve().parents[1] / "bank"


def find(slug: str, course_folder: Path) -> Path | None:
    """The file of a quiz; a course's own comes before a shipped one."""
    for folder in _folders(course_folder):
        if slug in _slugs(folder):
            return folder / f"{slug}.yaml"
    return None


def known(course_folder: Path) -> list[str]:
    """The slugs of all quizzes that a course can name."""
    return sorted({slug for folder in _folders(course_folder) for slug in _slugs(folder)})


def _folders(course_folder: Path) -> tuple[Path, Path]:
    return course_folder / "quizzes", SHIPPED


def _slugs(folder: Path) -> set[str]:
    """Slugs of the files in a folder; listed, never joined from a name that a file gives."""
    return {file.stem for file in folder.glob("*.yaml")} if folder.is_dir() else set()
