from django.template import Context, Template

from courseware.people.policy import access_of

LINKS = Template("{% load lab_staff %}{% staff_links access item 'speed' %}")


def links(lab, person) -> str:
    return LINKS.render(Context({"access": access_of(person, lab.course), "item": lab}))


def test_the_page_that_one_is_on_is_marked(lab, ada):
    shown = links(lab, ada)
    assert shown.count("<a ") >= 3
    assert f'/labs/{lab.slug}/speed/" aria-current="page"' in shown
    assert shown.count("aria-current") == 1


def test_students_have_none(lab, ben):
    assert links(lab, ben).strip() == ""
