"""The folder that `courseware pull` makes of a lab."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from courseware_client.errors import WrongUsage

ABOUT = "courseware.json"


@dataclass(frozen=True)
class Workspace:
    """A folder of one lab: what it says of itself in `courseware.json`, and its visible cases."""

    folder: Path
    site: str
    course: str
    lab: str
    cases: list[dict[str, Any]]

    @property
    def code_file(self) -> Path:
        return self.folder / f"{self.lab}.py"


def write_workspace(
    folder: Path, site: str, course: str, lab: Mapping[str, Any], cases: list[dict[str, Any]]
) -> tuple[Workspace, bool]:
    """Writes statement, cases and starter code; code that is there already stays.

    Returns the folder and whether there was code already.
    """
    made = Workspace(folder, site, course, lab["slug"], cases)
    folder.mkdir(parents=True, exist_ok=True)
    about = {"site": site, "course": course, "lab": lab["slug"], "revision": lab["revision"]}
    _write_json(folder / ABOUT, about)
    _write_json(folder / "cases.json", cases)
    (folder / "statement.md").write_text(_statement(lab), "utf-8")
    had_code = made.code_file.exists()
    if not had_code:
        made.code_file.write_text(lab["starter"], "utf-8")
    return made, had_code


def workspace_of(path: Path) -> Workspace | None:
    """The folder that a file, or the folder itself, belongs to; ``None`` if it is none.

    Raises: WrongUsage: its files cannot be read.
    """
    folder = path if path.is_dir() else path.parent
    if not (folder / ABOUT).exists():
        return None
    try:
        about = json.loads((folder / ABOUT).read_text("utf-8"))
        cases = json.loads((folder / "cases.json").read_text("utf-8"))
        return Workspace(folder, about["site"], about["course"], about["lab"], cases)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WrongUsage(f"The files in {folder} cannot be read. Pull the lab again.") from error


def _statement(lab: Mapping[str, Any]) -> str:
    hints = "".join(f"\n\n## Hint {n}\n\n{hint}" for n, hint in enumerate(lab["hints"], start=1))
    return f"# Lab {lab['number']}: {lab['title']}\n\n{lab['statement'].strip()}{hints}\n"


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", "utf-8")
