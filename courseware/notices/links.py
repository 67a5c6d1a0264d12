"""Links in messages: whole addresses, and the one that switches the messages off.

Its token says who somebody is and can be used for nothing else, so it works without signing in. It
holds no password and does not expire: an old message must not lead nowhere.
"""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

from courseware.people.models import User

SALT = "courseware.notices.mail-off"


def absolute(path: str) -> str:
    """A path of the site as a whole address; scheduled jobs have no request to take it from."""
    return settings.SITE_URL.rstrip("/") + path


def token_of(user: User) -> str:
    return signing.dumps(user.pk, salt=SALT)


def mail_off_link(user: User) -> str:
    return absolute(reverse("notices-mail-off", args=[token_of(user)]))


def user_of(token: str) -> User | None:
    """Whose token it is; ``None`` for one that was made up, and when the account is gone."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk, is_active=True).first()
