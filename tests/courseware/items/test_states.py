"""States of items of all kinds, and of items whose data cannot be read."""

from __future__ import annotations

import pytest

from courseware.items.kinds import ItemState
from courseware.items.states import states_of
from tests.courseware.items.kinds import Essays, registered
from tests.factories import make_item

pytestmark = pytest.mark.django_db
DONE = ItemState("done", "graded")


def test_every_item_has_a_state(course, ben):
    essay, other, quiz = make_item(course, "essay"), make_item(course, "essay"), make_item(course)
    with registered(Essays({essay.id: DONE})):
        states = states_of([essay, other, quiz], ben)
    assert states == {essay.id: DONE, other.id: ItemState(), quiz.id: ItemState()}


def test_an_item_that_cannot_be_read_says_so_and_hides_no_other(course, ben, caplog):
    first, second = make_item(course, "essay"), make_item(course, "essay")
    kind = Essays({first.id: DONE, second.id: DONE})
    kind.broken = {second.id}
    with registered(kind):
        states = states_of([first, second], ben)
    assert states[first.id] == DONE
    assert (states[second.id].name, states[second.id].words != "") == ("started", True)
    assert f"Item {second.pk} cannot be shown in a list." in caplog.text


def test_of_no_items_no_kind_is_asked(ben, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert states_of([], ben) == {}
