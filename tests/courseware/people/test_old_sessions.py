"""An upgrade signs nobody out: what release 0.1.0 stored and sent still means the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings as site
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from courseware import env
from courseware.people.models import User

# Made by the code of that release: a person who signed in through its form.
SECRET_KEY = "the key of a site that release 0.1.0 set up"
PASSWORD = (
    "pbkdf2_sha256$1000000$saltsaltsaltsaltsaltsa$tsv47Yv4OdOUDhK9ftB+gNQpOdK3cDdo8RfAo3KZ5OA="
)
SESSION = (
    ".eJxVjkEOgjAURO_StSEU-yll6UWa398hNBogrUSN8e6iYaHLmTcvmafyvF5HvxZkn6LqlVWH3y6wnDF9gMxrLrhxRrVgXi6o"
    "dlad9s2fOHIZN6uTuqGBCdpazRSc1RJboS0Z6iACMq0cg9GNbQO5oKOxggAWVw_x-6aglDRPHvcl5Yfq69cbeGg8mA:1xXS0y:"
    "JPSvROLi5BzSaN0gOrzdUY9lV-jh6DF4W_-ZLBMt83s"
)
COOKIE, KEY = "sessionid", "0123456789abcdefghijklmnopqrstuv"


@pytest.fixture
def ben(db, settings):
    settings.SECRET_KEY = SECRET_KEY
    until = timezone.now() + timedelta(days=14)
    Session.objects.create(session_key=KEY, session_data=SESSION, expire_date=until)
    return User.objects.create(pk=7, username="ben", password=PASSWORD)


def test_a_cookie_of_release_0_1_0_signs_in(client, ben):
    client.cookies[COOKIE] = KEY
    answer = client.get(reverse("account_change_password"))
    assert answer.status_code == 200
    assert answer.wsgi_request.user == ben
    assert Session.objects.filter(pk=KEY).exists()


def test_the_key_is_kept_where_it_was_and_read_as_it_is(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / "secret-key").write_text(SECRET_KEY)
    (tmp_path / "secret-key").chmod(0o644)
    assert env.secret("SECRET_KEY", tmp_path / "secret-key") == SECRET_KEY
    settings_file = (site.BASE_DIR / "courseware" / "settings.py").read_text()
    assert 'env.secret("SECRET_KEY", VAR_DIR / "secret-key")' in settings_file
