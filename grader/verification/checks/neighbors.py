"""The lab's number is its own, and the labs that it needs exist and do not need it in turn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grader.files.faults import Faults, did_you_mean
from grader.files.yaml_nodes import Node, read_yaml
from grader.lab.lookup import number_of
from grader.verification.check import Check, Effort
from grader.verification.finding import Finding
from grader.verification.subject import Subject


def check(subject: Subject, effort: Effort) -> Iterator[Finding]:
    """Faults in ``number`` and ``needs`` of lab.yaml."""
    path = subject.folder / "lab.yaml"
    root = read_yaml(path, Faults())
    if root is None:
        return
    yield from _number(root, subject)
    others = {folder.name: folder for folder in subject.others}
    for node in _needs(root):
        slug = str(node.value)
        if slug == subject.folder.name:
            yield Finding(str(path), node.line, "the lab needs itself", "Remove it from needs.")
        elif slug not in others:
            near = did_you_mean(slug, sorted(others)).strip()
            remedy = near or "Write the slug of a lab; python -m grader labs lists them."
            yield Finding(str(path), node.line, f'needs "{slug}", which is no lab.', remedy)
        elif subject.folder.name in _all_needs(slug, others):
            remedy = "Remove one of the two from the other's needs."
            yield Finding(str(path), node.line, f"needs {slug}, which needs this lab", remedy)


def _number(root: Node, subject: Subject) -> Iterator[Finding]:
    node = root.get("number")
    if node is None:
        return
    same = [folder.name for folder in subject.others if number_of(folder) == node.value]
    if same:
        message = f"{same[0]} has the number {node.value} already"
        yield Finding(subject.path("lab.yaml"), node.line, message, "Take one that is free.")


def _needs(root: Node | None) -> list[Node]:
    node = root.get("needs") if root is not None else None
    return node.value if node is not None and node.is_list() else []


def _all_needs(slug: str, others: dict[str, Path]) -> set[str]:
    """Slugs of all labs that lead to a lab."""
    found: set[str] = set()
    waiting = [slug]
    while waiting:
        folder = others.get(waiting.pop())
        root = read_yaml(folder / "lab.yaml", Faults()) if folder is not None else None
        new = {str(node.value) for node in _needs(root)} - found
        found |= new
        waiting += new
    return found


CHECK = Check("number and prerequisites fit the other labs", 30, check, quick=True, needs_lab=False)
