"""Whose public holidays count, for one paper and for a page of them."""

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories import make_body
from tests.papers.factories import make_association, make_paper

from einklang.federation.enums import Land
from einklang.papers.queries.calendars import lands_of, lands_of_each

pytestmark = pytest.mark.django_db


def test_lands_of_many_papers_are_those_of_each(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    body = make_body(land=Land.BE)
    papers = [
        make_paper(body=body, associations=[make_association(land=land) for land in lands])
        for lands in ((Land.BY, Land.SN, Land.SN), (Land.HH, ""), ("", ""))
    ]

    with django_assert_num_queries(2):
        found = lands_of_each(papers, body)

    assert found == {paper.pk: lands_of(paper) for paper in papers}
    assert [sorted(lands.everybody) for lands in found.values()] == [
        [Land.BE, Land.BY, Land.SN],
        [Land.BE, Land.HH],
        [Land.BE],
    ]
