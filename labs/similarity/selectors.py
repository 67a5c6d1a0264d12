"""Look-ups of comparisons: which pairs a person may see, and what was said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from courseware.items.models import Item
from courseware.people.models import User
from courseware.people.policy import Access
from labs.comparisons import Comparison, PairReview, SimilarPair
from labs.similarity.choosing import sees_grades

_BULKY = ("code", "report", "seed")


@dataclass(frozen=True)
class ShownPair:
    """A pair with the people, and the last review of it."""

    pair: SimilarPair
    left: User
    right: User
    term: str  # the other course, where the right one is from an earlier term
    review: PairReview | None


def latest(item: Item) -> tuple[Comparison | None, Comparison | None]:
    """The newest result, and what is under way or has failed since."""
    newest = list(Comparison.objects.filter(item=item).select_related("by")[:4])
    done = next((each for each in newest if each.state == Comparison.State.DONE), None)
    current = newest[0] if newest and newest[0] != done else None
    return done, current


def visible_pairs(comparison: Comparison, access: Access) -> list[ShownPair]:
    """The pairs that the person may see, the most similar first.

    Those who are limited to sections see a pair when one of the two is theirs. Work of another
    course is seen by those who may see all grades there.
    """
    pairs = list(_with_people(comparison.pairs.defer("matches")))
    seen = [each for each in pairs if _may_see(each, access, *_limits(pairs, access))]
    reviews = _reviews(comparison.item, seen)
    return [_shown(each, comparison.item, reviews) for each in seen]


def pair_or_404(item: Item, pk: int, access: Access) -> SimilarPair:
    """A pair of the lab, with both codes."""
    found = SimilarPair.objects.filter(pk=pk, comparison__item=item)
    pair = found.select_related(
        "comparison", "left__user", "right__user", "left__item__course", "right__item__course"
    ).first()
    if pair is None or not _may_see(pair, access, *_limits([pair], access)):
        raise Http404(_("There is no such pair. It may be from an older comparison."))
    return pair


def reviews_of(item: Item, people: tuple[int, int]) -> QuerySet[PairReview]:
    """What was said of two people's work, the last first."""
    first, second = sorted(people)
    found = PairReview.objects.filter(item=item, first=first, second=second)
    return found.select_related("by")


def _with_people(pairs: QuerySet[SimilarPair]) -> QuerySet[SimilarPair]:
    related = pairs.select_related(
        "left__user", "right__user", "left__item__course", "right__item__course"
    )
    return related.defer(
        "matches", *(f"{side}__{name}" for side in ("left", "right") for name in _BULKY)
    )


def _limits(
    pairs: Sequence[SimilarPair], access: Access
) -> tuple[frozenset[int] | None, frozenset[int]]:
    """The students that the person is limited to, and the courses whose work they may see."""
    own = None
    if access.section_ids is not None:
        own = frozenset(access.students().values_list("pk", flat=True))
    courses = {side.item.course for pair in pairs for side in (pair.left, pair.right)}
    allowed = {
        course.pk
        for course in courses
        if course.pk == access.course.pk or sees_grades(access.user, course)
    }
    return own, frozenset(allowed)


def _may_see(
    pair: SimilarPair, access: Access, own: frozenset[int] | None, courses: frozenset[int]
) -> bool:
    sides = (pair.left, pair.right)
    if any(side.user.erased_at or side.item.course_id not in courses for side in sides):
        return False
    return own is None or any(
        side.user_id in own and side.item.course_id == access.course.pk for side in sides
    )


def _reviews(item: Item, pairs: Sequence[SimilarPair]) -> dict[tuple[int, int], PairReview]:
    """The last review of each two people of a lab; one query."""
    found: dict[tuple[int, int], PairReview] = {}
    if pairs:
        for each in PairReview.objects.filter(item=item).order_by("at", "pk"):
            found[each.first_id, each.second_id] = each
    return found


def _shown(pair: SimilarPair, item: Item, reviews: dict[tuple[int, int], PairReview]) -> ShownPair:
    people = sorted((pair.left.user_id, pair.right.user_id))
    other = pair.right.item.course
    term = "" if other.pk == item.course_id else str(other.title)
    return ShownPair(
        pair, pair.left.user, pair.right.user, term, reviews.get((people[0], people[1]))
    )
