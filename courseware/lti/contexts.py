"""Courses of platforms and the courses here that they open."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courseware.chapters.models import Chapter
from courseware.database.transactions import in_transaction
from courseware.items.models import Course, Item
from courseware.lti.claims import Claims
from courseware.lti.models import Account, Context, Deployment, Launch, Link, Member
from courseware.lti.refusals import Refused
from courseware.lti.roles import CONNECTS, role_of
from courseware.people.models import Enrollment, User
from courseware.people.permissions import Permission, roles_with
from courseware.roster.services import RosterRefused, enroll, refuse_removed

CHAPTER = "chapter"
NO_ROLE = gettext_lazy("Your role in the platform's course has no equivalent here.")


@in_transaction
def context_of(launch: Launch, claims: Claims) -> Context:
    """The course of the platform; what the message says of it is noted. Raises: Refused"""
    if not claims.context:
        raise Refused(
            _("This link does not belong to a course on the platform. Add it to a course there.")
        )
    deployment = Deployment.objects.get(platform=launch.platform, key=claims.deployment)
    context, _new = Context.objects.select_related("course").get_or_create(
        deployment=deployment, key=claims.context
    )
    noted = {"title": claims.context_title, "members_url": claims.members_url}
    changed = [name for name, value in noted.items() if value and value != getattr(context, name)]
    for name in changed:
        setattr(context, name, noted[name])
    if changed:
        context.save(update_fields=changed)
    return context


def courses_to_connect(user: User, claims: Claims) -> Sequence[Course]:
    """Those that a person may open to the course of the platform from which they come."""
    if role_of(claims.roles) not in CONNECTS or not user.is_authenticated:
        return []
    if user.is_superuser:
        return list(Course.objects.order_by("title"))
    managed = Enrollment.objects.filter(user=user, role__in=roles_with(Permission.MANAGE_PEOPLE))
    return list(Course.objects.filter(pk__in=managed.values("course")).order_by("title"))


@in_transaction
def connect(context: Context, course: Course | None, by: User) -> None:
    """The context opens this course from now on; links of another course open none any more."""
    Context.objects.filter(pk=context.pk).update(course=course, mapped_by=by)
    context.course = course
    Link.objects.filter(context=context).exclude(item=None).exclude(item__course=course).update(
        item=None
    )


def enter_course(context: Context, claims: Claims, user: User) -> Enrollment:
    """The person's part in the course; whoever has one keeps it as it is.

    Raises: Refused: with a role that has no part here, or for who was removed.
    """
    course = context.course
    assert course is not None, "only contexts that are connected are entered"
    enrollment = Enrollment.objects.filter(user=user, course=course).first()
    if enrollment is not None:
        return enrollment
    role = role_of(claims.roles)
    if role is None:
        raise Refused(str(NO_ROLE))
    try:
        refuse_removed(course, user)
    except RosterRefused as refusal:
        raise Refused(str(refusal)) from refusal
    return enroll(course=course, user=user, role=role)


@in_transaction
def note_link(context: Context, claims: Claims, account: Account) -> Link | None:
    """The link that was opened, with what the platform offers for its scores."""
    Member.objects.get_or_create(context=context, account=account)
    if not claims.link:
        return None
    fields = {
        "title": claims.link_title,
        "item": item_named(context.course, claims.item),
        "lineitem_url": claims.lineitem_url,
        "lineitems_url": claims.lineitems_url,
        "scopes": list(claims.scopes),
    }
    link, created = Link.objects.get_or_create(context=context, key=claims.link, defaults=fields)
    if not claims.lineitem_url and link.lineitem_url:
        fields.pop("lineitem_url")  # one that was made for the link
    if not created and any(getattr(link, name) != value for name, value in fields.items()):
        Link.objects.filter(pk=link.pk).update(**fields)
        link.refresh_from_db()
    return link


def item_named(course: Course | None, name: str) -> Item | None:
    """By ``kind/slug``, as links carry it."""
    kind, _slash, slug = name.partition("/")
    if course is None or not slug or kind == CHAPTER:
        return None
    found: Item | None = course.items.filter(kind=kind, slug=slug, retired=False).first()
    return found


def place_of(context: Context, name: str) -> str:
    """The address that a link leads to: of its item or chapter, else of the course.

    Raises: Refused: for an item or chapter that the course no longer has.
    """
    course = context.course
    assert course is not None, "only contexts that are connected are entered"
    if not name:
        return str(course.get_absolute_url())
    kind, _slash, slug = name.partition("/")
    found: Item | Chapter | None = item_named(course, name)
    if kind == CHAPTER:
        found = course.chapters.filter(slug=slug, retired=False).first()
    if found is None:
        raise Refused(
            _("The course “%(course)s” no longer has what this link leads to. Tell its instructor.")
            % {"course": course.title},
            status=404,
        )
    return str(found.get_absolute_url())
