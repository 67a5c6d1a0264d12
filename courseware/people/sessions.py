"""Sessions in Django's table, read by a prepared query, because every request reads one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from courseware.database.batches import short_transaction
from courseware.serving.prepared_queries import PreparedQuery

SESSIONS_PER_TRANSACTION = 100  # when expired ones are deleted

_FIND = PreparedQuery(
    lambda key: db.SessionStore.get_model_class().objects.filter(session_key=key), key=str
)


# Backends of earlier releases, in stored sessions: an upgrade signs nobody out.
_FORMER_BACKENDS = ("allauth.account.auth_backends.AuthenticationBackend",)


class SessionStore(db.SessionStore):
    @classmethod
    def clear_expired(cls) -> None:
        """For `manage.py clearsessions`: a few at a time, because there can be a year's."""
        expired = cls.get_model_class().objects.filter(expire_date__lt=timezone.now())
        while some := list(expired.values_list("pk", flat=True)[:SESSIONS_PER_TRANSACTION]):
            with short_transaction():
                expired.filter(pk__in=some).delete()

    def load(self) -> dict[str, Any]:
        data = super().load()
        if data.get(BACKEND_SESSION_KEY) in _FORMER_BACKENDS:
            data[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        return data

    def _get_session_from_db(self) -> Any:
        found = _FIND(key=self.session_key) if self.session_key else []
        for session in found:
            if session.expire_date > timezone.now():
                return session
        self._session_key = None
        return None
