"""Labs on the playground: states are handed in, trained again, and judged by what is found."""

from collections.abc import Mapping, Sequence

from grader.formats.playground.exercise import Exercise
from grader.formats.playground.grading import grade_playground, grading_seconds
from grader.formats.playground.reading import KEYS, read_exercise
from grader.lab.answer_form import Field
from grader.lab.files import Layout
from grader.lab.formats import Format

__all__ = ["FORMAT"]


def _fields(exercise: Exercise) -> Sequence[Field]:
    return exercise.fields


def _hints(exercise: Exercise) -> Mapping[str, str]:
    return {known.name: known.hint for known in exercise.known}


def _record(exercise: Exercise) -> str:
    return exercise.record.label if exercise.record is not None else ""


FORMAT = Format(
    layout=Layout(
        programs=(), folders={"solutions": 1, "mistakes": 1}, declarations=(), suffix=".txt"
    ),
    weights=("correctness",),
    limits=(),
    read=read_exercise,
    grade=grade_playground,
    grading_seconds=grading_seconds,
    keys=KEYS,
    asks_functions=False,
    fields=_fields,
    hints=_hints,
    record=_record,
    least={"solutions": 1, "mistakes": 3},
)
