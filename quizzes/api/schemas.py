"""What the API says of quizzes and attempts."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Schema

Text = Annotated[str, Field(max_length=100_000)]


class AttemptOut(Schema):
    """``score`` is a fraction, once every answer is graded and it may be seen."""

    id: int
    quiz: str
    person: str
    number: int
    is_open: bool
    started_at: datetime
    submitted_at: datetime | None
    ends_at: datetime | None
    late_seconds: float
    score: float | None
    url: str


class QuizOut(Schema):
    """``refusal`` says why no attempt can be started now; empty when one can.

    ``attempts_allowed`` is null where there is no limit, ``minutes`` where time is not limited.
    """

    slug: str
    title: str
    points: float
    questions: int
    attempts_allowed: int | None
    grading: str
    minutes: float | None
    pass_mark: float | None
    opens_at: datetime | None
    due_at: datetime | None
    closes_at: datetime | None
    refusal: str
    attempts: list[AttemptOut]
    url: str


class QuestionOut(Schema):
    """A question of an attempt.

    ``text`` is Markdown. ``shown`` is what the page shows for this type, such as its options
    with their ids. ``fields`` is the saved answer; answers are sent in the same form. ``version``
    counts the saves. Of a submitted attempt ``state`` and ``points`` say how the answer did, as
    far as that may be seen.
    """

    id: str
    number: int
    type: str
    text: str
    points: str
    shown: dict[str, Any]
    answered: bool
    fields: dict[str, list[str]]
    version: int
    state: str
    explanation: str


class AttemptDetail(AttemptOut):
    questions: list[QuestionOut]


class AnswerIn(Schema):
    """New values of a question's fields.

    With the ``version`` that was read, an answer that was saved elsewhere since is not replaced.
    """

    fields: dict[Annotated[str, Field(max_length=200)], list[Text]]
    version: int | None = Field(None, ge=0, lt=10**9)
    certainty: int | None = Field(None, ge=1, le=3)


class AnswersIn(Schema):
    answers: dict[Annotated[str, Field(max_length=80)], AnswerIn]


class SavedOut(Schema):
    """By question: the saved ``versions``, and why an answer was ``refused``."""

    saved_at: datetime
    versions: dict[str, int]
    refused: dict[str, str]
