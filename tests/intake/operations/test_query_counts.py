import pytest
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries
from tests.intake.hospice import hospice_year, workbook

from einklang.chronicle.models import Activity, Participation
from einklang.intake.operations.importing import import_year
from einklang.intake.readers.source import Source

pytestmark = pytest.mark.django_db

MOST_QUERIES = 250


def test_two_thousand_activities_come_in_with_few_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    tables = hospice_year()
    forty = tables["Aktivitäten"][1:]
    for number in range(41, 2001):
        like = forty[number % 40]
        key = f"x{number:04}"
        tables["Aktivitäten"].append([key, like[1], f"Titel {number}", *like[3:]])
        tables["Beteiligte"].append([key, "guest", "muster", None, "ja", 1])
        tables["Beteiligte"].append([key, "addressee", "vbb", None, None, 2])
        tables["Verknüpfungen"].append([key, "follows_from", like[0], None])
    data = workbook(tables)

    with override("de"), django_assert_max_num_queries(MOST_QUERIES):
        result = import_year(source=Source("x.xlsx", data), by=None, dry_run=False)

    assert result.problems == []
    assert Activity.objects.count() == 2000
    assert Participation.objects.count() > 4000
