"""Sessions in Django's table, found by a query whose SQL is made once: every request asks."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from courseware.prepared import Prepared

_FIND = Prepared(
    lambda key: db.SessionStore.get_model_class().objects.filter(session_key=key), key=str
)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Any:
        found = _FIND(key=self.session_key) if self.session_key else []
        for session in found:
            if session.expire_date > timezone.now():
                return session
        self._session_key = None
        return None
