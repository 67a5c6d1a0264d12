"""A copy of everything that is stored about a person."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.utils import timezone

from courseware.account.export import export_of, files_of
from courseware.api.tokens import create_token
from courseware.calendars.services import renew_feed
from courseware.chapters.models import Reading
from courseware.gradebook.services import override_score, record_score
from courseware.people.models import User
from tests.factories import make_chapter, make_extension, make_item, make_notice, make_score

pytestmark = pytest.mark.django_db

# By model with a foreign key to people: the files that hold it, or why it is in none.
EXPORTED = {
    "people.Enrollment": "account.json",
    "account.EmailAddress": "account.json",
    "mfa.Authenticator": "account.json",
    "socialaccount.SocialAccount": "account.json",
    "api.Token": "account.json",
    "calendars.CalendarFeed": "account.json",
    "gradebook.Score": "scores.csv",
    "gradebook.ScoreBatch": "what the person decided about others, as an instructor",
    "gradebook.GradingRules": "what the person decided for a course, as an instructor",
    "gradebook.ScoreChange": "what the person decided about others, as an instructor",
    "deadlines.Extension": "extensions.csv",
    "course_settings.SiteSetting": "what the person decided for a course, as an instructor",
    "course_settings.SettingChange": "what the person decided for a course, as an instructor",
    "deadlines.ExtensionChange": "how the rows of extensions.csv came about",
    "chapters.Reading": "chapters-read.csv",
    "threads.ThreadMessage": "questions.csv",
    "threads.Thread": "its messages are the other file",
    "announcements.Announcement": "what the person said to a course, as an instructor",
    "notices.Notice": "notices.csv",
    "roster.FormerEnrollment": "account.json",
    "roster.Invitation": "account.json",
    "roster.RosterAddress": "account.json",
    "roster.RosterChange": "enrollment-changes.csv",
    "roster.RosterFile": "what the person is about to import, as an instructor",
    "manual_grading.Rubric": "what the person decided for a course, as an instructor",
    "manual_grading.Mark": "quizzes/manual-grades.csv and labs/style-grades.csv, where released",
    "manual_grading.MarkChange": "what the person gave to others, as a grader",
    "manual_grading.Claim": "what the person has open for some minutes, as a grader",
    "labs.StyleGrade": "labs/style-grades.csv",
    "labs.Submission": "labs/submissions.csv",
    "labs.Draft": "a file for each lab",
    "labs.ScratchRun": "a file for each run",
    "labs.Listing": "shown on the lab's page, and nothing but a choice there",
    "labs.Comparison": "what the person asked for about others, as an instructor",
    "labs.PairReview": "what the staff thinks of two people, of whom the other has rights too",
    "quizzes.Attempt": "quizzes/attempts.csv",
    "quizzes.Event": "what the person did to attempts of others, as an instructor",
    "outages.OutageDecision": "what the person decided, as an instructor",
    "outages.OutageCredit": "it has become an extension, which is exported",
    "regrades.Regrade": "what the person did to works of others, as an instructor",
    "regrades.RegradedWork": "the scores and their history tell what came of it",
    "regrades.Proposal": "what the person decided, as an instructor",
    "webhooks.Webhook": "what the person decided for a course, as an instructor",
    "lti.Account": "account.json",
    "lti.Context": "which course the person has connected, as an instructor",
    "lti.Launch": "that the person came from a platform, for some weeks",
    "lti.RegistrationLink": "what the person made for a platform, as an administrator",
    "people.KnownNetwork": "a hash of a network, for the person's own protection",
    "usersessions.UserSession": "listed on the page of sessions",
    "admin.LogEntry": "what the person did to others, as an administrator",
}


def table(user: Any, path: str) -> list[dict[str, str]]:
    content = next(file.content for file in files_of(user) if file.path == path)
    return list(csv.DictReader(io.StringIO(content)))


def test_the_zip_holds_a_file_for_each_sort_of_data(ben):
    with zipfile.ZipFile(export_of(ben)) as archive:
        names = archive.namelist()
        account = json.loads(archive.read("account.json"))
    expected = {path for path in EXPORTED.values() if path.endswith((".csv", ".json"))}
    assert expected <= set(names)
    assert len(names) == len(set(names))
    assert (account["username"], account["enrollments"][0]["course"]) == ("ben", "ml")


def test_account_and_preferences_are_complete(ben):
    ben.time_zone, ben.pen_name = "Asia/Tokyo", "gradient"
    ben.save()
    EmailAddress.objects.create(user=ben, email="ben@example.org", verified=True)
    account = json.loads(next(iter(files_of(ben))).content)
    assert account["preferences"]["time_zone"] == "Asia/Tokyo"
    assert account["preferences"]["pen_name"] == "gradient"
    assert account["addresses"] == [{"email": "ben@example.org", "verified": True}]
    assert account["calendar_feed_since"] is None
    feed = renew_feed(user=ben)
    text = next(iter(files_of(ben))).content
    assert json.loads(text)["calendar_feed_since"] == feed.created_at.isoformat()
    assert feed.secret not in text


def test_tokens_are_listed_without_what_signs_in(ben, ada):
    create_token(user=ada, name="another's", scopes=["teach"])
    token, secret = create_token(user=ben, name="laptop", scopes=["read"])
    text = next(iter(files_of(ben))).content
    (found,) = json.loads(text)["api_tokens"]
    assert (found["name"], found["scopes"], found["start"]) == ("laptop", ["read"], token.start)
    assert found["created_at"] == token.created_at.isoformat()
    assert (found["expires_at"], found["last_used_at"]) == (None, None)
    assert secret not in text and token.digest not in text


def test_scores_come_with_their_history_and_extensions_with_their_reason(course, ada, ben, cleo):
    chapter = make_chapter(course, slug="one")
    item = make_item(course, slug="check", chapter=chapter)
    make_score(item, cleo, 0.1)
    record_score(item=item, user=ben, fraction=0.5, reason="Quiz attempt 1")
    override_score(item=item, user=ben, fraction=0.75, reason="Fair", by=ada)
    make_extension(item, ben, reason="Illness")
    Reading.objects.create(chapter=chapter, user=ben)
    (score,) = table(ben, "scores.csv")
    assert (score["item"], score["fraction"], score["override"]) == ("check", "0.5", "0.75")
    assert [row["reason"] for row in table(ben, "score-changes.csv")] == ["Quiz attempt 1", "Fair"]
    assert [row["reason"] for row in table(ben, "extensions.csv")] == ["Illness"]
    assert [row["chapter"] for row in table(ben, "chapters-read.csv")] == ["one"]
    assert table(ada, "scores.csv") == []


def test_notices_say_when_they_were_seen_and_mailed(course, ben, ada):
    make_notice(ben, course, params={"item": "Zeros"}, seen_at=timezone.now())
    make_notice(ada, course)
    (row,) = table(ben, "notices.csv")
    assert (row["course"], row["kind"], row["about"]) == ("ml", "answered", "Zeros")
    assert row["seen_at"] and not row["mailed_at"]


def test_every_model_about_people_is_exported_or_named_here():
    """A new one has to be looked at."""
    about = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is User and not model._meta.auto_created
    }
    assert about == set(EXPORTED)
