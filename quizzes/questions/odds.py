"""What somebody who knows nothing would earn on a question, by its rule of credit."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from quizzes.questions.question import Question

MAX_GUESSING = 0.4
MAX_EVERYTHING = 0.25


@dataclass(frozen=True)
class Odds:
    """Expected fractions; ``None`` where there is nothing to guess from or to tick."""

    guessing: float | None = None
    everything: float | None = None

    @property
    def warnings(self) -> list[str]:
        """Sentences for the author where ignorance pays."""
        warnings = []
        if self.guessing is not None and self.guessing > MAX_GUESSING:
            warnings.append(
                _(
                    "Blind guessing earns %(share)s on average. Add options, or choose a "
                    "credit rule that deducts points for wrong choices."
                )
                % {"share": f"{self.guessing:.0%}"}
            )
        if self.everything is not None and self.everything > MAX_EVERYTHING:
            warnings.append(
                _(
                    "Selecting everything earns %(share)s. With the credit rule balanced, it "
                    "earns nothing."
                )
                % {"share": f"{self.everything:.0%}"}
            )
        return warnings


def odds_of(question: Question) -> Odds:
    """From the blind guesses of the type, and its answer with everything selected."""
    guesses = question.question_type.blind_guesses(question.body)
    scores = [question.score(answer).fraction for answer in guesses]
    everything = question.question_type.everything_selected(question.body)
    return Odds(
        guessing=sum(scores) / len(scores) if scores else None,
        everything=None if everything is None else question.score(everything).fraction,
    )
