import pytest
from django.http import QueryDict
from django.test import RequestFactory

from einklang.core.pagination import paginate


@pytest.mark.parametrize(("wanted", "number"), [("", 1), ("2", 2), ("9", 3), ("0", 3), ("two", 1)])
def test_paginate_finds_a_page_for_every_number(
    rf: RequestFactory, wanted: str, number: int
) -> None:
    page = paginate(rf.get("/", {"page": wanted}), range(25), per_page=10)

    assert page.number == number


def test_paginate_keeps_the_filters_in_its_links(rf: RequestFactory) -> None:
    page = paginate(rf.get("/?q=zehn&kind=1&kind=2&page=2"), range(25), per_page=10)

    prefix = page.query_prefix  # type: ignore[attr-defined]  # added by paginate
    assert QueryDict(prefix.rstrip("&")) == QueryDict("q=zehn&kind=1&kind=2")
    assert list(page) == list(range(10, 20))


def test_paginate_without_filters_has_no_prefix(rf: RequestFactory) -> None:
    page = paginate(rf.get("/"), [])

    assert page.query_prefix == ""  # type: ignore[attr-defined]  # added by paginate
