"""Notices as news of a course's home, but what scores and announcements tell there already."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from courseware.items import news
from courseware.items.models import Course
from courseware.items.news import News
from courseware.notices.models import Kind, Notice
from courseware.people.models import User

TOLD_THERE = (Kind.GRADED, Kind.OVERRIDE, Kind.ANNOUNCEMENT)


def notice_news(course: Course, user: User, since: datetime) -> Iterator[News]:
    """One query. What the person has marked as read is not new."""
    unread = Notice.objects.filter(user=user, course=course, seen_at=None, created_at__gt=since)
    for notice in unread.exclude(kind__in=TOLD_THERE)[: news.MOST]:
        notice.course = course
        yield News(notice.created_at, notice.title, notice.link, notice.sentence)
