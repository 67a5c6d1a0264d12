"""Places of a quiz that a person can ask about: `attempt/12/zero` is a question of an attempt."""

from __future__ import annotations

from django.utils.translation import gettext as _

from courseware.items.models import Item
from courseware.items.places import Place
from courseware.people.models import User
from quizzes.models import Response


def reference_of(attempt: int, question: str) -> str:
    """The reference to a question of the attempt with this id."""
    return f"attempt/{attempt}/{question}"


def place(item: Item, reference: str, person: User) -> Place | None:
    """A question of an attempt that the person has submitted."""
    response = response_at(item, reference)
    if response is None or response.attempt.user_id != person.pk:
        return None
    attempt = response.attempt
    title = _("Question %(question)d of attempt %(attempt)d")
    numbers = {"question": response.position, "attempt": attempt.number}
    return Place(title % numbers, attempt.question_url(response.position))


def response_at(item: Item, reference: str) -> Response | None:
    """The response that the reference points to, of a submitted attempt."""
    sort, _slash, rest = reference.partition("/")
    number, _slash, question = rest.partition("/")
    if sort != "attempt" or not (number.isascii() and number.isdecimal() and len(number) < 18):
        return None
    found = Response.objects.filter(
        attempt=int(number), attempt__item=item, attempt__submitted_at__isnull=False
    )
    related = found.select_related("attempt__item__course", "variant")
    return related.filter(question=question).first()
