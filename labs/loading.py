"""A lab's folder becomes a revision, and a revision a folder again where it is graded."""

from __future__ import annotations

import hashlib
import shutil
import uuid
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings

from courseware.database.transactions import in_transaction
from courseware.items.kinds import Definition
from courseware.items.models import Item
from grader.files.faults import Faults
from grader.lab import Lab, load_lab, read_lab
from labs.models import LabRevision

SHIPPED = Path(__file__).parent / "catalogue"


def read(path: Path, faults: Faults, shown: str) -> Definition | None:
    """The lab in the folder, checked by the grader; mistakes go to ``faults``."""
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
        payload={"files": files, **_sheet(lab)},
        references=tuple(lab.anchors),
        file=shown,
    )


@in_transaction
def store(item: Item, definition: Definition) -> bool:
    """Makes the definition the current revision; a digest that was there before comes back."""
    revisions = LabRevision.objects.filter(item=item)
    if revisions.filter(digest=definition.digest, current=True).exists():
        return False
    revisions.filter(current=True).update(current=False)
    if revisions.filter(digest=definition.digest).update(current=True):
        return False
    LabRevision.objects.create(
        item=item, digest=definition.digest, title=definition.title, **definition.payload
    )
    return True


def load(revision: LabRevision) -> Lab:
    """The lab of a revision, ready to be graded by; a process executes its files once."""
    return load_lab(materialise(revision))


def materialise(revision: LabRevision) -> Path:
    """The revision's folder below ``VAR_DIR``, made at first use.

    It is written aside and renamed, so that of two workers each sees all of it or nothing. The
    folder has the lab's slug as its name, which the grader takes for the slug.
    """
    home = settings.VAR_DIR / "labs" / revision.digest
    folder = home / revision.item.slug
    if folder.is_dir():
        return folder
    home.parent.mkdir(parents=True, exist_ok=True)
    aside = home.parent / f".{revision.digest[:16]}-{uuid.uuid4().hex}"
    for name, text in revision.files.items():
        file = aside / revision.item.slug / _inside(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    try:
        aside.rename(home)
    except OSError:
        shutil.rmtree(aside, ignore_errors=True)
        if not folder.is_dir():  # otherwise another worker was first
            raise
    return folder


def digest_of(files: Mapping[str, str]) -> str:
    """A hash of names and contents; does not depend on the grader's version."""
    whole = hashlib.sha256()
    for name in sorted(files):
        content = files[name].encode("utf-8")
        whole.update(f"{name}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()


def _as_text(files: Mapping[str, bytes], faults: Faults, shown: str) -> dict[str, str] | None:
    texts, before = {}, len(faults)
    for name, content in files.items():
        try:
            texts[name] = content.decode("utf-8")
        except UnicodeDecodeError:
            faults.add(f"{shown}/{name}", 1, "is not UTF-8 text; a lab's files are text")
    return texts if len(faults) == before else None


def _sheet(lab: Lab) -> dict[str, Any]:
    """What pages show of a lab: fields of `LabRevision`."""
    return {
        "number": lab.number,
        "minutes": lab.minutes,
        "statement": lab.statement,
        "starter": lab.starter,
        "hints": list(lab.hints),
        "functions": [
            {"name": f.name, "signature": f.signature, "does": f.does} for f in lab.functions
        ],
        "weights": dict(lab.weights),
        "thresholds": asdict(lab.thresholds),
    }


def _inside(name: str) -> PurePosixPath:
    """A relative path that stays in its folder; the database is not to be trusted with paths."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise ValueError(f"a lab's file cannot be named {name!r}")
    return path
