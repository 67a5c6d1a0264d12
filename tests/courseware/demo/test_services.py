"""A demo class is made, and taken back to the last row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from courseware.chapters.models import Reading
from courseware.deadlines.models import Extension
from courseware.demo.models import DemoClass
from courseware.demo.services import (
    DemoRefused,
    make_demo_class,
    refuse_real_people,
    remove_demo_class,
)
from courseware.gradebook.models import Score, ScoreChange
from courseware.gradebook.services import record_score
from courseware.items.models import Item
from courseware.items.turns import Turn
from courseware.people.models import Enrollment, Role, User
from courseware.threads.models import State, Thread, ThreadMessage
from tests.courseware.demo.stored import everything
from tests.courseware.items.kinds import Essays, registered
from tests.factories import make_chapter, make_item, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "for the whole class"


class GradedEssays(Essays):
    """A kind whose demo work is a score for each turn."""

    def __init__(self) -> None:
        super().__init__()
        self.turns: dict[str, list[Turn]] = {}
        self.dates: list[datetime | None] = []
        self.fails = False

    def demo_items(self, items: Sequence[Item]) -> list[Item]:
        return list(items[:1])

    def make_demo_work(self, item: Item, turns: Sequence[Turn], teacher: User) -> None:
        self.dates += Item.objects.filter(pk=item.pk).values_list("due_at", flat=True)
        self.turns[item.slug] = list(turns)
        for turn in turns:
            record_score(item=item, user=turn.user, fraction=turn.ability / 2, reason="demo")
            if self.fails:
                raise RuntimeError("in the middle")


@pytest.fixture(autouse=True)
def quick_hasher(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def essays() -> Iterator[GradedEssays]:
    with registered(GradedEssays()) as kind:
        yield kind


@pytest.fixture
def items(course: Any, essays: Any) -> list[Item]:
    """Two in each of three chapters; the first has a due date of its own."""
    made = []
    for number in range(3):
        chapter = make_chapter(course, position=number)
        made += [
            make_item(course, "essay", slug=f"essay-{number}-{n}", chapter=chapter) for n in (1, 2)
        ]
    made[0].due_at = datetime(2031, 1, 1, tzinfo=UTC)
    made[0].save()
    return made


def make(course: Any, **options: Any) -> DemoClass:
    return make_demo_class(course, **{"seed": 1, "password": PASSWORD, "count": 12, **options})


def test_people_are_enrolled_and_can_sign_in(course, items, client):
    demo = make(course)
    roles = list(demo.people.values_list("enrollments__role", flat=True))
    assert (roles.count(Role.STUDENT), roles.count(Role.INSTRUCTOR)) == (12, 1)
    assert client.login(username="demo-akio", password=PASSWORD)
    assert client.login(username="demo-teacher", password=PASSWORD)
    assert all(person.email.endswith("@example.org") for person in demo.people.all())


def test_the_kind_does_the_work_on_what_it_chose_while_there_are_no_dates(course, items, essays):
    make(course)
    assert sorted(essays.turns) == ["essay-0-1", "essay-1-1", "essay-2-1"]
    assert essays.dates == [None, None, None]
    turn = essays.turns["essay-0-1"][0]
    assert turn.due_at == Item.objects.get(slug="essay-0-1").due_at < timezone.now()
    assert Item.objects.get(slug="essay-0-2").due_at is None
    assert Reading.objects.filter(user__username__startswith="demo-").count() > 12


def test_there_are_extensions_and_scores_set_by_hand(course, items):
    make(course)
    assert Extension.objects.count() == 2
    by_hand = ScoreChange.objects.filter(override__isnull=False)
    assert {change.by.username for change in by_hand} == {"demo-teacher"}
    assert by_hand.count() == 2


def test_there_are_questions_in_every_state(course, items):
    make(course)
    assert set(Thread.objects.values_list("state", flat=True)) == set(State.values)
    assert Thread.objects.count() == 5
    assert not ThreadMessage.objects.filter(at__gt=timezone.now()).exists()
    first = Thread.objects.filter(state=State.ANSWERED).first()
    assert [message.author.username for message in first.messages.all()][1] == "demo-teacher"


def test_removing_leaves_exactly_what_was_there(course, items, ada, ben):
    record_score(item=items[0], user=ben, fraction=0.5, reason="Ben's own")
    before = everything()
    make(course)
    assert everything() != before
    assert remove_demo_class() == 13
    assert everything() == before


def test_what_was_interrupted_is_removed_too(course, items, essays):
    before = everything()
    essays.fails = True
    with pytest.raises(RuntimeError, match="in the middle"):
        make(course)
    remove_demo_class()
    assert everything() == before


def test_a_date_that_was_changed_since_stays(course, items):
    make(course)
    moved = timezone.now().replace(microsecond=0) + timedelta(days=100)
    Item.objects.filter(slug="essay-1-1").update(due_at=moved)
    remove_demo_class()
    assert Item.objects.get(slug="essay-1-1").due_at == moved
    assert Item.objects.get(slug="essay-0-1").due_at == datetime(2031, 1, 1, tzinfo=UTC)


def test_the_same_seed_makes_the_same_class_again(course, items, essays):
    def summary() -> list[Any]:
        scores = Score.objects.order_by("item__slug", "user__username")
        return list(scores.values_list("item__slug", "user__username", "fraction", "override"))

    make(course)
    first = summary()
    remove_demo_class()
    make(course)
    assert summary() == first
    remove_demo_class()
    make(course, seed=2)
    assert summary() != first


def test_a_person_who_is_nobody_of_a_demo_is_protected(course, items):
    make_user("dora")
    before = everything()
    with pytest.raises(DemoRefused, match=r"1 people who are not demo accounts \(dora\)"):
        make(course)
    assert everything() == before


def test_demo_accounts_and_an_administrator_without_a_class_are_no_obstacle(course, ada, ben):
    make_user("root", is_superuser=True)
    before = everything()
    refuse_real_people()
    assert everything() == before


@pytest.mark.parametrize(
    "fields", [{"email": "ben@uni.example"}, {"username": "demo-zoe"}, {"is_staff": True}]
)
def test_whoever_only_looks_like_a_demo_account_is_a_person(course, fields):
    User.objects.create(**{"username": "ben" if "email" in fields else "zoe", **fields})
    with pytest.raises(DemoRefused):
        refuse_real_people()


def test_there_is_one_demo_class_at_most(course, items):
    make(course)
    with pytest.raises(DemoRefused, match="make demo-remove"):
        make(course)
    assert DemoClass.objects.count() == 1


def test_without_a_demo_class_nothing_is_removed(course, ben):
    assert remove_demo_class() == 0
    assert User.objects.filter(username="ben").exists()


def test_people_joined_before_the_first_chapter_opened(course, items):
    demo = make(course)
    first = Item.objects.get(slug="essay-0-1").opens_at
    assert all(person.date_joined < first for person in demo.people.all())
    enrolled = Enrollment.objects.filter(user__in=demo.people.all())
    assert enrolled.count() == 13
    assert all(enrollment.enrolled_at < first for enrollment in enrolled)


def test_each_item_is_named_as_it_is_worked_on(course, items):
    named: list[str] = []
    make(course, progress=named.append)
    assert named == [item.title for item in items[::2]]


def test_items_outside_of_chapters_and_retired_ones_are_left_alone(course, items, essays):
    make_item(course, "essay", slug="alone")
    items[0].retired = True
    items[0].save()
    make(course)
    assert sorted(essays.turns) == ["essay-0-2", "essay-1-1", "essay-2-1"]


def test_the_last_names_are_words_of_the_course_and_no_mail_can_reach_anybody(course, items):
    make(course)
    people = User.objects.filter(username__startswith="demo-")
    assert {person.email.partition("@")[2] for person in people} == {"example.org"}
    assert people.get(username="demo-akio").display_name == "Akio Softmax"
    assert not people.filter(is_staff=True).exists()
