"""Places of a lab that a person can ask about: `submission/12`, and `submission/12/3` of a case."""

from __future__ import annotations

from django.utils.translation import gettext as _

from courseware.items.models import Item
from courseware.items.places import Place
from courseware.people.models import User
from labs.models import CaseRecord, Submission


def place(item: Item, reference: str, person: User) -> Place | None:
    """A result of the person's own; the parts are its cases that failed."""
    sort, _slash, rest = reference.partition("/")
    number, has_case, position = rest.partition("/")
    if sort != "submission" or not _is_number(number):
        return None
    own = Submission.objects.filter(item=item, user=person, pk=int(number))
    submission = own.select_related("item__course").only("pk", "item", "created_at").first()
    if submission is None:
        return None
    url = submission.get_absolute_url()
    cases = {
        case.position: case.result for case in CaseRecord.objects.filter(submission=submission)
    }
    if not has_case:
        failed = [(at, case["name"]) for at, case in cases.items() if not case.get("passed")]
        parts = tuple((f"{reference}/{at}", str(name)) for at, name in failed)
        return Place(_("Submission %(number)s") % {"number": number}, url, parts)
    if not _is_number(position) or int(position) not in cases:
        return None
    return Place(str(cases[int(position)]["name"]), url)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18
