"""Which submissions were graded by something that has changed since: the lab, or the versions."""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import yaml
from django.db.models import Count

from courseware.items.models import Item
from courseware.items.regrading import REVISION, VERSIONS, RegradeNeed
from labs.models import LabRevision, Purpose, State, Submission
from labs.versions import running

CHANGES_NO_SCORE = ("statement.md", "hints.md", "starter.py", "solutions/", "mistakes/")
"""Files that are shown, or explain what has failed."""
TEXTS = (
    *("title", "minutes", "difficulty", "tags", "anchors", "needs", "number"),
    *("starter_runs", "solutions_after_full_marks", "style"),
)
"""Keys of ``lab.yaml`` that no score depends on; of functions it is ``does``."""
HINTS = ("hint",)
"""Arguments of cases that only explain; a third argument of a case is its hint as well."""


def needs(item: Item) -> list[RegradeNeed]:
    graded = Submission.objects.filter(item=item, purpose=Purpose.GRADED, state=State.DONE)
    current = LabRevision.objects.filter(item=item, current=True).first()
    if current is None:
        return []
    return [*_by_revision(item, current), *_by_versions(graded, current)]


def _by_revision(item: Item, current: LabRevision) -> list[RegradeNeed]:
    """Also for submissions that wait: they are graded by the revision that they were made on."""
    made = Submission.objects.filter(item=item, purpose=Purpose.GRADED).order_by()
    counts = dict(
        made.exclude(revision=current).values_list("revision").annotate(Count("pk")).order_by()
    )
    others = LabRevision.objects.filter(pk__in=counts)
    changed = {each.pk: changed_files(each.files, current.files) for each in others}
    concerned = sorted(pk for pk, files in changed.items() if files)
    if not concerned:
        return []
    files = sorted(set().union(*(changed[pk] for pk in concerned)))
    return [
        RegradeNeed(
            cause=REVISION,
            key=f"{current.pk}<{'-'.join(map(str, concerned))}"[:150],
            revision=current.pk,
            works=sum(counts[pk] for pk in concerned),
            parts=tuple(files),
        )
    ]


def _by_versions(graded: Any, current: LabRevision) -> list[RegradeNeed]:
    """Where reports say what they were made by; those of old releases may not."""
    counts = dict(graded.values_list("versions").annotate(Count("pk")).order_by())
    known = ("", running())
    others = {versions: count for versions, count in counts.items() if versions not in known}
    if not others:
        return []
    return [
        RegradeNeed(
            cause=VERSIONS,
            key=running(),
            revision=current.pk,
            works=sum(others.values()),
            parts=tuple(sorted(others)),
        )
    ]


def changed_files(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """The files of two revisions that grade otherwise; comments and texts left aside."""
    return sorted(
        name
        for name in {*old, *new}
        if not name.startswith(CHANGES_NO_SCORE)
        and _meaning(name, old.get(name, "")) != _meaning(name, new.get(name, ""))
    )


@lru_cache(maxsize=2000)
def _meaning(name: str, text: str) -> str:
    """A hash of what a file does when a submission is graded."""
    if name.endswith(".py"):
        text = _code(text)
    elif name == "lab.yaml":
        text = _settings(text)
    return hashlib.sha256(text.encode()).hexdigest()


def _code(text: str) -> str:
    """The program without comments, docstrings and the hints of cases."""
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError):
        return text
    return ast.dump(_WithoutTexts().visit(module))


class _WithoutTexts(ast.NodeTransformer):
    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            return None
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        node.keywords = [each for each in node.keywords if each.arg not in HINTS]
        if isinstance(node.func, ast.Name) and node.func.id == "Case":
            node.args = node.args[:2] + node.args[3:]
        return self.generic_visit(node)


def _settings(text: str) -> str:
    try:
        values = yaml.safe_load(text)
    except yaml.YAMLError:
        return text
    if not isinstance(values, dict):
        return text
    kept = {key: value for key, value in values.items() if key not in TEXTS}
    if isinstance(functions := kept.get("functions"), list):
        kept["functions"] = [
            {key: value for key, value in each.items() if key != "does"}
            for each in functions
            if isinstance(each, dict)
        ]
    return json.dumps(kept, sort_keys=True, default=str)
