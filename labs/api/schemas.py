"""What the API says of labs and submissions."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from ninja import Field, Schema


class FunctionOut(Schema):
    signature: str
    does: str


class LabOut(Schema):
    """A lab as it is now. Texts are Markdown.

    ``form`` has the fields of labs that ask for answers in place of code; then ``starter`` is no
    code. ``revision`` changes when the lab does.
    """

    slug: str
    number: str
    title: str
    points: float
    minutes: int
    difficulty: str
    tags: list[str]
    needs: list[str]
    statement: str
    starter: str
    hints: list[str]
    functions: list[FunctionOut]
    form: list[dict[str, Any]]
    weights: dict[str, float]
    thresholds: dict[str, float]
    opens_at: datetime | None
    due_at: datetime | None
    closes_at: datetime | None
    revision: str
    url: str


class VisibleCase(Schema):
    """A visible case with its answer.

    Where ``local`` is false the site alone can judge it: ``why``. ``raises`` names the exception
    that is right. What JSON has not itself is an object with one key: ``float``, ``array`` and
    ``scalar`` (dtype, shape, base64 data), ``list``, ``tuple``, ``dict`` (pairs).
    """

    name: str
    hint: str
    function: str
    call: str
    local: bool
    why: str
    args: list[Any]
    kwargs: dict[str, Any]
    expected: Any
    raises: str
    rtol: float
    atol: float


class SubmissionIn(Schema):
    """Code for a lab, or the answers of a lab with a form.

    A `trial` runs the visible cases and does not count. Where submitting late would cost late days
    or points, it is refused with what it costs, unless it is sent with ``accept_late``.
    """

    code: str | None = None
    answers: dict[str, str | list[str]] | None = None
    purpose: Literal["graded", "trial"] = "graded"
    file_name: str = Field("", max_length=100)
    accept_late: bool = False


class SubmissionOut(Schema):
    """``state`` is `queued`, `running`, `done` or `failed`; the last two are final.

    ``correctness`` and ``speed`` are fractions, ``score`` is out of 100. ``correctness`` of 1 is
    final as soon as it is there; measuring the speed can take longer. With ``speed_held`` it is
    measured by another machine, and the score has no points for it yet. ``place`` is about the
    place in the queue, 0 for none, and ``wait_seconds`` the wait to expect there, if it is known.
    What is not ``released`` has no score and no verdict yet.
    """

    id: int
    lab: str
    person: str
    purpose: str
    state: str
    verdict: str
    score: float | None
    correctness: float | None
    speed: float | None
    speed_held: bool
    late_seconds: float
    created_at: datetime
    graded_at: datetime | None
    place: int
    wait_seconds: float | None
    released: bool
    url: str


class CauseOut(Schema):
    """One thing to fix. ``call`` shows it as a line of Python."""

    sentence: str
    cases: int
    call: str
    expected: str
    got: str


class CaseOut(Schema):
    """What is shown of hidden cases is their verdict, and what their author says."""

    name: str
    visible: bool
    passed: bool
    verdict: str
    sentence: str
    hint: str
    call: str
    expected: str
    got: str
    output: str
    traceback: str


class TimingOut(Schema):
    """``ratio`` is the time over that of the reference, with a 95 % interval."""

    ratio: float | None
    low: float | None
    high: float | None
    points: float | None


class ReportOut(Schema):
    """``facts`` and ``sentence`` are the verdict in words."""

    facts: str
    sentence: str
    causes: list[CauseOut]
    cases: list[CaseOut]
    printed: str
    load: str
    timing: TimingOut | None
    receipt: dict[str, str]


class SubmissionDetail(SubmissionOut):
    """``counts``: the score of the lab comes from it."""

    counts: bool
    code: str
    file_name: str
    report: ReportOut
