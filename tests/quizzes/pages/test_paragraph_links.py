from quizzes.pages.paragraph_links import places_of
from tests.factories import make_chapter

SOURCE = "## First {#first}\n\nA claim. {#claim}\n\n## Second {#second}\n\nMore.\n"
OUTLINE = [
    {"level": 2, "anchor": "first", "title": "The first"},
    {"level": 2, "anchor": "second", "title": "The second"},
]


def test_a_paragraph_is_named_by_its_section(course, django_assert_num_queries):
    make_chapter(course, slug="one", source=SOURCE, outline=OUTLINE)
    with django_assert_num_queries(1):
        places = places_of(course, {"one#claim", "one#second", "one#gone", "two#first"})
    assert places == {
        "one#claim": {"url": "/courses/ml/chapters/one/#claim", "title": "The first"},
        "one#second": {"url": "/courses/ml/chapters/one/#second", "title": "The second"},
    }


def test_no_anchors_no_query(course, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert places_of(course, set()) == {}
