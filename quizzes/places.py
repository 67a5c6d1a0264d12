"""Places of a quiz that a person can ask about: `attempt/12/zero` is a question of an attempt."""

from __future__ import annotations

from django.utils.translation import gettext as _

from courseware.items.models import Item
from courseware.items.places import Place
from courseware.people.models import User
from quizzes.models import Attempt


def reference_of(attempt: int, question: str) -> str:
    """What stands for a question of the attempt with this id."""
    return f"attempt/{attempt}/{question}"


def place(item: Item, reference: str, person: User) -> Place | None:
    """A question of an attempt that the person has submitted."""
    sort, _slash, rest = reference.partition("/")
    number, _slash, question = rest.partition("/")
    if sort != "attempt" or not (number.isascii() and number.isdecimal() and len(number) < 18):
        return None
    own = Attempt.objects.filter(item=item, user=person, pk=int(number), submitted_at__isnull=False)
    attempt = own.select_related("item__course").first()
    response = attempt and attempt.responses.filter(question=question).first()
    if not attempt or response is None:
        return None
    title = _("Question %(question)d of attempt %(attempt)d")
    numbers = {"question": response.position, "attempt": attempt.number}
    return Place(title % numbers, attempt.question_url(response.position))
