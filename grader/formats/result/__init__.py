"""Labs of results: a model is trained, and judged by what it reaches on data it has never seen.

Authors of ``task.py`` import `Measure` and `Task` from here.
"""

from grader.formats.result.grading import grade_result, grading_seconds
from grader.formats.result.reading import NAME, read_task
from grader.formats.result.task import Measure, Task, TrainedModel
from grader.formats.result.thresholds import ThresholdCheck, check_thresholds
from grader.lab.files import Layout
from grader.lab.formats import Format

__all__ = ["FORMAT", "Measure", "Task", "ThresholdCheck", "TrainedModel", "check_thresholds"]

FORMAT = Format(
    layout=Layout(
        programs=("starter.py", "reference.py", NAME),
        optional=("cases.py",),
        declarations=("cases.py", NAME),
    ),
    weights=("result", "performance", "correctness"),
    limits=("call_seconds", "memory_mib", "cpu_seconds", "model_mib", "steps"),
    read=read_task,
    grade=grade_result,
    grading_seconds=grading_seconds,
)
