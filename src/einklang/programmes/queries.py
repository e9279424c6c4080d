"""Reads of the programmes: their page, figures side by side, budgets year by year."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import Prefetch, QuerySet

from einklang.federation.enums import AffiliationKind
from einklang.federation.models import Affiliation, Organisation
from einklang.federation.rules import Visitor
from einklang.programmes.enums import FigureKind
from einklang.programmes.models import Figure, Indicator, Programme, ProgrammeCarrier
from einklang.programmes.models.programme import ProgrammeQuerySet

EUROS = {
    "€": Decimal(1),
    "Euro": Decimal(1),
    "Tsd. €": Decimal(1000),
    "Mio. €": Decimal(1_000_000),
    "Mrd. €": Decimal(1_000_000_000),
}
SERIES = (FigureKind.DRAFT, FigureKind.ADOPTED, FigureKind.ACTUAL)


def listed_programmes(user: Visitor) -> ProgrammeQuerySet:
    """Return programmes that are no strands, each with its strands."""
    rows = Programme.objects.visible_to(user).filter(parent=None)
    return rows.select_related("funder", "granting_authority").prefetch_related("strands")


def programme_page(user: Visitor) -> ProgrammeQuerySet:
    carriers = ProgrammeCarrier.objects.select_related("organisation")
    rows = Programme.objects.visible_to(user).select_related(
        "parent", "funder", "granting_authority"
    )
    return rows.prefetch_related("strands", Prefetch("carriers", carriers))


def figures_of(programme: Programme, user: Visitor) -> QuerySet[Figure]:
    rows = Figure.objects.visible_to(user).filter(programme=programme)
    return rows.select_related("indicator", "source", "programme").order_by(
        "indicator__order", "indicator__label", "year", "kind", "pk"
    )


@dataclass(frozen=True)
class FigureYear:
    """All figures of one year; sources that contradict each other stand side by side."""

    year: int | None
    figures: list[Figure]

    @property
    def is_contradictory(self) -> bool:
        """Say whether one kind is stated with two values."""
        stated: dict[str, set[tuple[Decimal, str]]] = {}
        for figure in self.figures:
            stated.setdefault(figure.kind, set()).add((figure.value, figure.unit))
        return any(len(values) > 1 for values in stated.values())


@dataclass(frozen=True)
class FigureTable:
    indicator: Indicator
    years: list[FigureYear]


def figure_tables(figures: list[Figure]) -> list[FigureTable]:
    """Arrange figures that are in order: a table for each indicator, its years inside."""
    return [
        FigureTable(
            indicator,
            [
                FigureYear(year, list(same_year))
                for year, same_year in groupby(rows, key=lambda row: row.year)
            ],
        )
        for indicator, rows in groupby(figures, key=lambda row: row.indicator)
    ]


@dataclass(frozen=True)
class BudgetYear:
    year: int
    figures: dict[str, list[Figure]]
    """By kind: draft, adopted, actual."""

    @property
    def cells(self) -> list[list[Figure]]:
        return [self.figures.get(kind, []) for kind in SERIES]


def budget_series(figures: list[Figure]) -> list[BudgetYear]:
    """Return years × draft, adopted, actual of the money of the budget."""
    years: dict[int, dict[str, list[Figure]]] = {}
    for figure in figures:
        if figure.indicator.is_budget and figure.year and figure.kind in SERIES:
            years.setdefault(figure.year, {}).setdefault(figure.kind, []).append(figure)
    return [BudgetYear(year, years[year]) for year in sorted(years)]


def in_euros(figure: Figure) -> Decimal | None:
    """Return the amount in euros; None if the unit is no money."""
    factor = EUROS.get(figure.unit.replace("\N{NO-BREAK SPACE}", " "))
    return None if factor is None else figure.value * factor


def carriers_outside(
    programme: Programme, federation: Organisation | None
) -> list[ProgrammeCarrier]:
    """Return the carriers that are no members of the federation."""
    if federation is None:
        return []
    members = set(
        Affiliation.objects.current()
        .filter(parent=federation, kind=AffiliationKind.MEMBER)
        .values_list("organisation_id", flat=True)
    )
    inside = {*members, federation.pk}
    return [row for row in programme.carriers.all() if row.organisation_id not in inside]
