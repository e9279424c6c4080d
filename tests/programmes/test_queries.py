from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation
from tests.factories import make_account, make_organisation, make_programme
from tests.programmes.samples import make_budget, make_figure, make_indicator

from einklang.core import clock
from einklang.federation.enums import AffiliationKind, OrganisationKind, Role
from einklang.federation.models import Affiliation, Organisation
from einklang.programmes.enums import CarrierRole, FigureKind
from einklang.programmes.models import Figure, Programme, ProgrammeCarrier
from einklang.programmes.models.programme import years_text
from einklang.programmes.queries import (
    budget_of,
    carrier_lines,
    figure_tables,
    figures_of,
    latest_adopted,
    listed_programmes,
    outside_names,
)

pytestmark = pytest.mark.django_db


def join(
    organisation: Organisation, parent: Organisation, until: date | None = None
) -> Affiliation:
    return Affiliation.objects.create(
        organisation=organisation, parent=parent, kind=AffiliationKind.MEMBER, until=until
    )


def carry(
    programme: Programme, organisation: Organisation, role: CarrierRole = CarrierRole.CARRIER
) -> ProgrammeCarrier:
    return ProgrammeCarrier.objects.create(
        programme=programme, organisation=organisation, role=role
    )


def test_programmes_figures_and_carriers_are_shown_to_accounts_with_access_only() -> None:
    figure = make_figure()
    carrier = carry(figure.programme, make_organisation())
    reader, stranger = make_account(role=Role.GUEST), make_account()

    assert list(Programme.objects.visible_to(reader)) == [figure.programme]
    assert list(Figure.objects.visible_to(reader)) == [figure]
    assert list(ProgrammeCarrier.objects.visible_to(reader)) == [carrier]
    for nobody in (stranger, AnonymousUser()):
        assert not Programme.objects.visible_to(nobody)
        assert not Figure.objects.visible_to(nobody)
        assert not ProgrammeCarrier.objects.visible_to(nobody)


def test_list_shows_programmes_with_what_was_adopted_last() -> None:
    budget, programme = make_budget(), make_programme()
    make_programme(parent=programme)
    fields: dict[str, Any] = {"programme": programme, "indicator": budget}
    make_figure("70", year=2023, **fields)
    first, second = make_figure("77.5", **fields), make_figure("77.4", **fields)
    make_figure("60", year=2026, kind=FigureKind.DRAFT, **fields)
    make_figure("99", year=None, **fields)
    make_figure("1000", year=2026, programme=programme)

    listed = list(listed_programmes(make_account(role=Role.MEMBER)))

    assert listed == [programme]
    assert latest_adopted(listed[0]) == [first, second]
    assert latest_adopted(programme) == []


def test_contradicting_sources_are_marked() -> None:
    programme, budget = make_programme(), make_budget()
    fields: dict[str, Any] = {"programme": programme, "indicator": budget}
    first = make_figure("77.5", unit="Mio. €", **fields)
    second = make_figure("77.4", unit="Mio. €", **fields)
    draft = make_figure("57.5", FigureKind.DRAFT, unit="Mio. €", **fields)

    (table,) = figure_tables([second, first, draft])

    assert [(line.kind, line.figures, line.is_contradictory) for line in table.lines] == [
        (FigureKind.DRAFT, [draft], False),
        (FigureKind.ADOPTED, [first, second], True),
    ]
    assert table.contradictions == 1


@pytest.mark.parametrize(
    ("first", "second", "differ"),
    [
        (("80", "Mio. €"), ("0.08", "Mrd. €"), False),
        (("80", "Mio.\N{NO-BREAK SPACE}€"), ("80000000", "€"), False),
        (("80", "Mio. €"), ("80", "Mrd. €"), True),
        (("80", "Stellen"), ("80", "Stellen"), False),
        (("80", "Stellen"), ("81", "Stellen"), True),
    ],
)
def test_same_amount_in_other_units_is_no_contradiction(
    first: tuple[str, str], second: tuple[str, str], *, differ: bool
) -> None:
    programme, indicator = make_programme(), make_indicator()
    figures = [
        make_figure(value, unit=unit, programme=programme, indicator=indicator)
        for value, unit in (first, second)
    ]

    (table,) = figure_tables(figures)

    assert table.lines[0].is_contradictory == differ


def test_figures_without_a_year_are_not_compared_and_stand_below() -> None:
    programme, indicator = make_programme(), make_indicator()
    fields: dict[str, Any] = {"programme": programme, "indicator": indicator, "year": None}
    undated = [make_figure("1", **fields), make_figure("2", **fields)]
    dated = make_figure("3", programme=programme, indicator=indicator)

    (table,) = figure_tables([*undated, dated])

    assert [line.figures for line in table.lines] == [[dated], undated]
    assert table.contradictions == 0


def test_tables_follow_the_order_of_the_indicators() -> None:
    programme = make_programme()
    late, early = make_indicator(order=2, label="A"), make_indicator(order=1, label="B")
    figures = [make_figure(programme=programme, indicator=one) for one in (late, early)]

    assert [table.indicator for table in figure_tables(figures)] == [early, late]


def test_budget_is_years_by_kinds() -> None:
    fields: dict[str, Any] = {"programme": make_programme(), "indicator": make_budget()}
    adopted = make_figure("20", year=2023, **fields)
    draft = make_figure("25", FigureKind.DRAFT, year=2024, **fields)
    actual = make_figure("22.9", FigureKind.ACTUAL, year=2024, **fields)
    make_figure("80", FigureKind.ESTIMATE, year=None, **fields)
    (table,) = figure_tables(list(Figure.objects.all()))

    budget = budget_of(table)

    assert budget is not None
    assert budget.kinds == [FigureKind.DRAFT, FigureKind.ADOPTED, FigureKind.ACTUAL]
    assert [(year.year, [cell.figures for cell in year.cells]) for year in budget.years] == [
        (2023, [[], [adopted], []]),
        (2024, [[draft], [], [actual]]),
    ]


def test_budget_needs_money_and_a_course_of_years() -> None:
    programme, counted, budget = make_programme(), make_indicator(order=1), make_budget(order=2)
    for year in (2023, 2024):
        make_figure(year=year, programme=programme, indicator=counted)
    make_figure(programme=programme, indicator=budget)

    cases, money = figure_tables(list(Figure.objects.all()))

    assert budget_of(cases) is None
    assert budget_of(money) is None


def test_carriers_outside_the_federation_are_found_by_membership_of_today() -> None:
    federation, programme = make_organisation(kind=OrganisationKind.FEDERATION), make_programme()
    member, former, stranger = (make_organisation(name=name) for name in ("A", "B", "C"))
    anybody = make_organisation(name="D", kind=OrganisationKind.PUBLIC)
    join(member, federation)
    join(former, federation, until=date.fromordinal(clock.today().toordinal() - 1))
    for one in (member, former, stranger, anybody, federation):
        carry(programme, one)

    lines = carrier_lines(programme, federation)

    outside = {line.carrier.organisation: line.is_outside for line in lines}
    assert outside == {
        member: False,
        former: True,
        stranger: True,
        anybody: False,
        federation: False,
    }
    assert outside_names(lines) == ["B", "C"]


def test_carrier_group_names_which_of_its_own_members_belong_to_the_federation() -> None:
    federation, programme = make_organisation(kind=OrganisationKind.FEDERATION), make_programme()
    group, member, stranger = make_organisation(), make_organisation(), make_organisation()
    join(member, federation)
    join(member, group)
    join(stranger, group)
    carry(programme, group, CarrierRole.CENTRAL_OFFICE)
    carry(programme, group, CarrierRole.CARRIER_GROUP)

    lines = carrier_lines(programme, federation)

    assert [line.carrier.role for line in lines] == ["carrier_group", "central_office"]
    assert [(line.inside, line.others) for line in lines] == [([member], [stranger])] * 2
    assert outside_names(lines) == [str(group)]


def test_nothing_is_said_about_membership_without_a_federation() -> None:
    programme = make_programme()
    carry(programme, make_organisation())

    assert [line.is_outside for line in carrier_lines(programme, None)] == [False]


def test_figures_of_one_programme_or_of_all() -> None:
    reader = make_account(role=Role.GUEST)
    first, second = make_figure(), make_figure()

    assert list(figures_of(reader, first.programme)) == [first]
    assert set(figures_of(reader)) == {first, second}


def test_years_and_figures_are_said_in_words() -> None:
    figure = make_figure("77.5", unit="Mio. €", indicator=make_indicator(label="Mittel"))

    with translation.override("de"):
        assert [
            years_text(since, until)
            for since, until in ((2014, 2020), (2014, 2014), (2014, None), (None, 2020))
        ] == ["2014–2020", "2014", "seit 2014", "bis 2020"]
    assert str(figure) == f"{figure.programme}, Mittel 2024: 77,5\N{NO-BREAK SPACE}Mio. €"
    carrier = carry(make_programme(name="Beratung"), make_organisation(name="Verband"))
    assert str(carrier) == "Verband: Beratung"
    assert make_programme(name="Beratung", article="die").forms.name == "Beratung"
