"""Lab revisions: stored from a lab's folder, and written to a folder again to be graded."""

from __future__ import annotations

import hashlib
import shutil
import uuid
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings

from courseware.chapters.markdown import misplaced
from courseware.database.transactions import in_transaction
from courseware.items.kinds import Definition
from courseware.items.models import Item
from grader.files.faults import Faults
from grader.lab import Lab, load_lab, read_lab
from grader.lab.formats import format_of
from grader.lab.visible_cases import visible_cases
from labs.models import LabRevision

SHIPPED = Path(__file__).parent / "catalogue"
SHOWN = ("statement.md", "hints.md")


def read(path: Path, faults: Faults, shown: str) -> Definition | None:
    """The lab in the folder, checked by the grader; what is wrong with it goes to ``faults``."""
    lab = read_lab(path, faults)
    if lab is None:
        return None
    files = _as_text(lab.files, faults, shown)
    if files is None:
        return None
    return Definition(
        slug=lab.slug,
        title=lab.title,
        digest=digest_of(files),
        payload={"files": files, **_page_fields(lab)},
        references=tuple(lab.anchors),
        file=shown,
    )


@in_transaction
def store(item: Item, definition: Definition) -> bool:
    """Makes the definition the current revision; a digest that was there before comes back."""
    revisions = LabRevision.objects.filter(item=item)
    same = revisions.filter(digest=definition.digest)
    # Of releases that did not keep them.
    same.filter(visible_cases=[]).update(visible_cases=definition.payload["visible_cases"])
    if same.filter(current=True).exists():
        return False
    revisions.filter(current=True).update(current=False)
    if same.update(current=True):
        return False
    LabRevision.objects.create(
        item=item, digest=definition.digest, title=definition.title, **definition.payload
    )
    return True


def load(revision: LabRevision) -> Lab:
    """The lab of a revision, ready to be graded by; a process executes its files once."""
    return load_lab(materialize(revision))


def materialize(revision: LabRevision) -> Path:
    """The revision's folder below ``VAR_DIR``, made at first use.

    It is written to a temporary folder and renamed, so that each worker sees all of it or nothing.
    The folder has the lab's slug as its name, which the grader takes for the slug.
    """
    home = settings.VAR_DIR / "labs" / revision.digest
    folder = home / revision.item.slug
    if folder.is_dir():
        return folder
    home.parent.mkdir(parents=True, exist_ok=True)
    temporary = home.parent / f".{revision.digest[:16]}-{uuid.uuid4().hex}"
    for name, text in revision.files.items():
        file = temporary / revision.item.slug / _relative_path(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    try:
        temporary.rename(home)
    except OSError:
        shutil.rmtree(temporary, ignore_errors=True)
        if not folder.is_dir():  # otherwise another worker was first
            raise
    return folder


def digest_of(files: Mapping[str, str]) -> str:
    """A hash of names and contents; does not depend on the grader's version."""
    digest = hashlib.sha256()
    for name in sorted(files):
        content = files[name].encode("utf-8")
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _as_text(files: Mapping[str, bytes], faults: Faults, shown: str) -> dict[str, str] | None:
    texts: dict[str, str] = {}
    before = len(faults)
    for name, content in files.items():
        try:
            texts[name] = content.decode("utf-8")
        except UnicodeDecodeError:
            faults.add(f"{shown}/{name}", 1, "is not UTF-8 text; a lab's files are text")
            continue
        for line, sentence in misplaced(texts[name]) if name in SHOWN else ():
            faults.add(f"{shown}/{name}", line + 1, sentence)
    return texts if len(faults) == before else None


def _page_fields(lab: Lab) -> dict[str, Any]:
    """What pages show of a lab: fields of `LabRevision`."""
    return {
        "number": lab.number,
        "minutes": lab.minutes,
        "difficulty": lab.difficulty,
        "tags": list(lab.tags),
        "needs": list(lab.needs),
        "statement": lab.statement,
        "starter": lab.starter,
        "hints": list(lab.hints),
        "functions": [
            {"name": f.name, "signature": f.signature, "does": f.does} for f in lab.functions
        ],
        "visible_cases": visible_cases(lab),
        "form": [field.as_dict() for field in format_of(lab).fields(lab.content)],
        "record": format_of(lab).record(lab.content),
        "solutions_after_full_marks": lab.solutions_after_full_marks,
        "weights": dict(lab.weights),
        "thresholds": asdict(lab.thresholds),
        "style": _style(lab),
    }


def _style(lab: Lab) -> dict[str, Any]:
    """As plain JSON; empty where the lab has no such part."""
    if lab.style is None:
        return {}
    criteria = [asdict(criterion) for criterion in lab.style.criteria]
    return {"points": lab.style.points, "criteria": criteria, "guide": lab.style.guide}


def _relative_path(name: str) -> PurePosixPath:
    """A relative path that stays in its folder; paths from the database are not trusted."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise ValueError(f"a lab's file cannot be named {name!r}")
    return path
