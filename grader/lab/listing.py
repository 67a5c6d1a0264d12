"""Reads what ``lab.yaml`` says of a lab for the site: how hard it is, its tags, its solutions."""

from __future__ import annotations

import re

from grader.files.yaml_nodes import Node

DIFFICULTIES = ("easy", "medium", "hard")
"""From the least to the most."""
TAG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
AFTER_FULL_MARKS = "after-full-marks"
MOST_TAGS, LONGEST_TAG = 6, 30


def read_difficulty(root: Node) -> str:
    """One of `DIFFICULTIES`, or an empty text where it is not said."""
    node = root.get("difficulty")
    if node is None:
        return ""
    word = node.as_text("easy, medium or hard")
    if word and word not in DIFFICULTIES:
        node.fault(f'difficulty is "{word}"; expected easy, medium or hard')
        return ""
    return word


def read_tags(root: Node) -> tuple[str, ...]:
    """Words such as ``gradient`` or ``cross-entropy``, in the author's order, each once."""
    tags: list[str] = []
    nodes = root.entries("tags")
    for node in nodes:
        tag = node.as_text("a tag")
        if tag and not (TAG.fullmatch(tag) and len(tag) <= LONGEST_TAG):
            node.fault(
                f'"{tag}" is no tag; expected lower-case letters, digits and hyphens, '
                f"{LONGEST_TAG} characters at most, such as cross-entropy"
            )
        elif tag in tags:
            node.fault(f'the tag "{tag}" is given twice')
        elif tag:
            tags.append(tag)
    if len(nodes) > MOST_TAGS:
        nodes[MOST_TAGS].fault(f"there are {len(nodes)} tags; expected {MOST_TAGS} at most")
    return tuple(tags)


def read_solutions(root: Node) -> bool:
    """``solutions: after-full-marks``: without it they are shown after the last due date only."""
    node = root.get("solutions")
    if node is None:
        return False
    word = node.as_text(AFTER_FULL_MARKS)
    if word and word != AFTER_FULL_MARKS:
        node.fault(f'solutions is "{word}"; expected "{AFTER_FULL_MARKS}", or nothing')
    return word == AFTER_FULL_MARKS
