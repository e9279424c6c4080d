from datetime import date

import pytest
from django.db import IntegrityError

from einklang.core.when import When
from einklang.federation.enums import OrganisationKind
from einklang.federation.models import Organisation
from einklang.programmes.models import Source

pytestmark = pytest.mark.django_db


def test_dated_row_keeps_its_when() -> None:
    source = Source(key="report", title="Bericht")
    source.when = When.month(2024, 3)
    source.save()

    assert Source.objects.get().when == When.month(2024, 3)


def test_dated_row_refuses_half_a_date() -> None:
    source = Source(key="report", title="Bericht", when_start=date(2024, 3, 1))

    with pytest.raises(IntegrityError, match="when_is_whole"):
        source.save()


def test_rows_sort_in_german_order() -> None:
    for key, name in enumerate(["Zebra", "Ärzte", "Apfel"]):
        Organisation.objects.create(key=key, kind=OrganisationKind.OTHER, name=name)

    assert [row.name for row in Organisation.objects.all()] == ["Apfel", "Ärzte", "Zebra"]
