"""Look-ups of quizzes and attempts, by subject; this is what others call."""

from quizzes.selectors.attempts import (
    AttemptQuestion,
    attempt_or_404,
    attempt_questions,
    attempts_of,
    covered_attempt_or_404,
    current_revision,
    dealt_responses,
    own_attempt_or_404,
    question_of,
    response_or_404,
    uncounted_answers,
)
from quizzes.selectors.clocks import (
    annotated_clock,
    annotated_clocks,
    clock_of,
    with_clock,
)
from quizzes.selectors.eligibility import attempts_allowed, may_start_again_at, refusal_to_start
from quizzes.selectors.interrupted import interrupted
from quizzes.selectors.progress import last_work, late_work, progress, states, work, works
from quizzes.selectors.scores import (
    closed_for_everyone,
    decision_and_release,
    decision_for_owner,
    decision_on,
    decisions,
    is_closed_for_everyone,
    is_score_released,
    owner_visibility,
)
from quizzes.selectors.self_checks import (
    first_attempt,
    self_check_seed,
    self_checks_among,
    shown_as,
)

__all__ = [
    "AttemptQuestion",
    "annotated_clock",
    "annotated_clocks",
    "attempt_or_404",
    "attempt_questions",
    "attempts_allowed",
    "attempts_of",
    "clock_of",
    "closed_for_everyone",
    "covered_attempt_or_404",
    "current_revision",
    "dealt_responses",
    "decision_and_release",
    "decision_for_owner",
    "decision_on",
    "decisions",
    "first_attempt",
    "interrupted",
    "is_closed_for_everyone",
    "is_score_released",
    "last_work",
    "late_work",
    "may_start_again_at",
    "own_attempt_or_404",
    "owner_visibility",
    "progress",
    "question_of",
    "refusal_to_start",
    "response_or_404",
    "self_check_seed",
    "self_checks_among",
    "shown_as",
    "states",
    "uncounted_answers",
    "with_clock",
    "work",
    "works",
]
