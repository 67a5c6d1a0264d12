"""YAML to checked questions and quizzes, as loading does it."""

from __future__ import annotations

import tempfile
from importlib import import_module
from pathlib import Path

from grader.files.faults import Faults, FaultyFiles
from grader.files.yaml_nodes import parse_yaml
from quizzes.authoring.loading import read_quiz, read_slot
from quizzes.questions.question import Question, Quiz, Slot

QUIZ = """\
title: Penalties
intro: Three questions.
pass: 0.5
questions:
  - id: zero
    type: single
    points: 2
    text: Which penalty gives zeros?
    options:
      - {id: l1, text: L1, correct: true, feedback: The kink keeps the weight at zero.}
      - {id: l2, text: Squared L2, feedback: Its slope fades away.}
    explanation: The slope of the absolute value stays.
    anchors: [regularization-for-sparsity#what-l1-does]
    erratum: The notes said it otherwise.
  - id: cures
    type: multiple
    credit: net-correct
    text: What helps?
    options:
      - {id: clip, text: Clipping, correct: true, feedback: It bounds the step.}
      - {id: rate, text: A lower rate, correct: true}
      - {id: doctor, text: A doctor, feedback: Not for networks.}
    explanation: Both bound the step.
  - id: grow
    type: blanks
    text: Width by [[width]], depth by [[depth]].
    blanks:
      width: {accept: [neurons, units]}
      depth: {accept: [layers]}
    explanation: Neurons are dimensions.
"""


def node_of(text: str) -> tuple[object, Faults]:
    faults = Faults()
    return parse_yaml(text, "quiz.yaml", faults), faults


def slot_of(text: str) -> Slot:
    node, faults = node_of(text)
    slot = read_slot(node) if node else None
    if faults or slot is None:
        raise FaultyFiles(faults)
    return slot


def question_of(text: str) -> Question:
    """The question, or the first variant of one with parameters."""
    return slot_of(text).variants[0]


def faults_of(text: str) -> list[str]:
    """The faults of a question, `line: message`."""
    node, faults = node_of(text)
    if node:
        read_slot(node)
    return [f"{fault.line}: {fault.message}" for fault in faults]


def quiz_of(text: str) -> Quiz:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "quiz.yaml"
        path.write_text(text, encoding="utf-8")
        faults = Faults()
        quiz = read_quiz(path, faults, "quiz.yaml")
    if quiz is None:
        raise FaultyFiles(faults)
    return quiz


def quiz_faults(text: str) -> list[str]:
    try:
        quiz_of(text)
    except FaultyFiles as faulty:
        return [f"{fault.line}: {fault.message}" for fault in faulty.faults]
    return []


def example_of(type_name: str) -> str:
    """The YAML example in the docstring of a question type."""
    lines = (import_module(f"quizzes.types.{type_name}").__doc__ or "").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("    - id:"))
    block = []
    for line in lines[start:]:
        if line and not line.startswith("    "):
            break
        block.append(line[4:])
    entry = "\n".join(block).rstrip()
    return "\n".join(line[2:] for line in entry.splitlines())  # the list's dash and its indent
