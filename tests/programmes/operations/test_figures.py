from datetime import timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from tests.factories import make_account, make_programme
from tests.programmes.samples import make_figure, make_indicator, make_source

from einklang.federation.enums import Role
from einklang.federation.models import Account
from einklang.programmes.enums import FigureKind
from einklang.programmes.errors import ProgrammeError, RefusedError, StaleError
from einklang.programmes.models import Figure, Indicator, Source
from einklang.programmes.operations.figures import MadeWith, delete_figure, save_figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def member() -> Account:
    return make_account(role=Role.MEMBER)


def unsaved(**fields: object) -> Figure:
    return Figure(value=Decimal("77.5"), unit="Mio. €", kind=FigureKind.ADOPTED, **fields)


def test_contradicting_figures_stand_side_by_side(member: Account) -> None:
    programme = make_programme(key="beratung")
    fields = {"programme": programme, "indicator": make_indicator(key="budget"), "year": 2024}

    first = save_figure(figure=unsaved(source=make_source(), **fields), by=member)
    second = save_figure(figure=unsaved(source=make_source(), **fields), by=member)

    assert [first.key, second.key] == [
        "beratung-budget-2024-adopted",
        "beratung-budget-2024-adopted-2",
    ]
    assert set(programme.figures.all()) == {first, second}


def test_figure_brings_a_new_source_and_a_new_indicator(member: Account) -> None:
    make_indicator(order=40)
    made = MadeWith(Source(title="Drucksache 1"), Indicator(label="Beratungsstellen"))

    figure = save_figure(figure=unsaved(programme=make_programme()), made=made, by=member)

    assert Source.objects.get() == figure.source
    assert figure.indicator.key == "beratungsstellen"
    assert figure.indicator.order == 50
    assert figure.key.endswith("-beratungsstellen-o-j-adopted")


def test_first_indicator_stands_first(member: Account) -> None:
    made = MadeWith(Source(title="Drucksache 1"), Indicator(label="Fälle"))

    figure = save_figure(figure=unsaved(programme=make_programme()), made=made, by=member)

    assert figure.indicator.order == 10


def test_figure_without_a_source_is_refused_and_leaves_nothing(member: Account) -> None:
    made = MadeWith(indicator=Indicator(label="Fälle"))

    with pytest.raises(ProgrammeError):
        save_figure(figure=unsaved(programme=make_programme()), made=made, by=member)

    assert not Figure.objects.exists()
    assert not Indicator.objects.exists()


def test_figure_is_changed_and_keeps_its_key(member: Account) -> None:
    figure = make_figure("10", key="alt")
    figure.value = Decimal(11)

    save_figure(figure=figure, seen_at=figure.updated_at, by=member)

    changed = Figure.objects.get()
    assert (changed.key, changed.value) == ("alt", Decimal(11))


def test_figure_is_not_written_over_what_nobody_has_seen(member: Account) -> None:
    figure = make_figure()

    with pytest.raises(StaleError):
        save_figure(figure=figure, seen_at=figure.updated_at - timedelta(1), by=member)


def test_figure_is_deleted_and_its_source_stays(member: Account) -> None:
    figure = make_figure("10")
    value_before, key = figure.value, figure.pk

    delete_figure(figure=figure, by=member)

    assert not Figure.objects.exists()
    assert Source.objects.exists()
    events = apps.get_model("programmes", "FigureEvent").objects.filter(pgh_obj_id=key)
    assert {event.value for event in events} == {value_before}


def test_readers_write_no_figures() -> None:
    guest, figure = make_account(role=Role.GUEST), make_figure()

    with pytest.raises(RefusedError):
        save_figure(figure=figure, by=guest)
    with pytest.raises(RefusedError):
        delete_figure(figure=figure, by=guest)

    assert list(Figure.objects.all()) == [figure]
