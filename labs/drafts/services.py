"""Drafts on the site: what is in the editor, the same on all devices of a person."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.database.transactions import in_transaction
from courseware.items.models import Item
from courseware.people.models import User
from labs.models import Draft
from labs.submissions.code_file import MAX_CODE, normalize
from labs.submissions.refusals import CodeTooLong, SubmissionRefused
from labs.submissions.storable import unstorable_reason


class DraftConflict(Exception):
    """Another page has stored a draft that the writer has not seen: ``draft``."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        super().__init__(draft)


def save(*, item: Item, user: User, code: str, seen: int) -> Draft:
    """Stores the draft; ``seen`` is the version that the writer knows, 0 for none.

    Raises: DraftConflict: nothing is stored, so that the person may choose. SubmissionRefused: the
    text cannot be stored.
    """
    code = normalize(code)
    if len(code.encode("utf-8", "surrogatepass")) > MAX_CODE:
        raise CodeTooLong(_("The code is too long to save as a draft."))
    if reason := unstorable_reason(code):
        raise SubmissionRefused(reason)
    return _save(item, user, code, seen)


@in_transaction
def _save(item: Item, user: User, code: str, seen: int) -> Draft:
    now = timezone.now()
    draft, is_new = Draft.objects.select_for_update().get_or_create(
        item=item, user=user, defaults={"code": code, "saved_at": now}
    )
    if is_new or draft.code == code:
        return draft
    if draft.version != seen:
        raise DraftConflict(draft)
    draft.code, draft.version, draft.saved_at = code, draft.version + 1, now
    draft.save(update_fields=["code", "version", "saved_at"])
    return draft
