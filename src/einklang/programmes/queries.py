"""Reads of the programmes: their page, figures side by side, budgets year by year."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from django.db.models import Prefetch, Q, QuerySet

from einklang.federation.enums import AffiliationKind, OrganisationKind
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
KINDS = list(FigureKind)
FEWEST_YEARS = 2
"""Fewer are no course of years."""


def listed_programmes(user: Visitor) -> ProgrammeQuerySet:
    """Return programmes that are no strands, each with its strands and budget money."""
    budget = Figure.objects.filter(indicator__is_budget=True, kind=FigureKind.ADOPTED)
    budget = budget.exclude(year=None).order_by("-year", "pk")
    rows = Programme.objects.visible_to(user).filter(parent=None).select_related("funder")
    return rows.prefetch_related("strands", Prefetch("figures", budget, to_attr="adopted"))


def latest_adopted(programme: Programme) -> list[Figure]:
    """Return what the sources say was adopted for the latest year that is known."""
    adopted: list[Figure] = getattr(programme, "adopted", [])
    return [figure for figure in adopted if figure.year == adopted[0].year]


def programme_page(user: Visitor) -> ProgrammeQuerySet:
    """Return programmes with all that their page and the interface show."""
    carriers = ProgrammeCarrier.objects.select_related("organisation")
    rows = Programme.objects.visible_to(user).select_related(
        "parent", "funder", "granting_authority"
    )
    return rows.prefetch_related("strands", Prefetch("carriers", carriers))


def figures_of(user: Visitor, programme: Programme | None = None) -> QuerySet[Figure]:
    """Return the figures of one programme or of all, each with its source."""
    rows = Figure.objects.visible_to(user).select_related("indicator", "source", "programme")
    if programme is not None:
        rows = rows.filter(programme=programme)
    return rows.order_by(
        "programme__order",
        "programme__sort_key",
        "indicator__order",
        "indicator__label",
        "year",
        "kind",
        "pk",
    )


def in_euros(figure: Figure) -> Decimal | None:
    """Return the amount in euros; None if the unit is no money."""
    factor = EUROS.get(figure.unit.replace("\N{NO-BREAK SPACE}", " "))
    return None if factor is None else figure.value * factor


@dataclass(frozen=True)
class FigureLine:
    """What the sources say about one year in one kind, side by side."""

    year: int | None
    kind: FigureKind
    figures: list[Figure]

    @property
    def is_contradictory(self) -> bool:
        """Say whether two sources name different values; without a year nothing is compared."""
        return self.year is not None and len({comparable(row) for row in self.figures}) > 1


@dataclass(frozen=True)
class BudgetYear:
    year: int
    cells: list[FigureLine]
    """One for each kind of the matrix, in its order; a cell may be empty."""


@dataclass(frozen=True)
class Budget:
    """A series of money: years by kinds."""

    indicator: Indicator
    kinds: list[FigureKind]
    years: list[BudgetYear]


@dataclass(frozen=True)
class FigureTable:
    indicator: Indicator
    lines: list[FigureLine]

    @property
    def contradictions(self) -> int:
        return sum(line.is_contradictory for line in self.lines)


def comparable(figure: Figure) -> tuple[Decimal, str]:
    """Return the value so that 0.08 billion and 80 million euros are the same."""
    euros = in_euros(figure)
    return (figure.value, figure.unit) if euros is None else (euros, "€")


def figure_tables(figures: list[Figure]) -> list[FigureTable]:
    """Arrange a programme's figures: a table for each indicator, a line for year and kind."""
    ordered = sorted(figures, key=place_of)
    return [
        FigureTable(
            indicator,
            [
                FigureLine(year, FigureKind(kind), list(same))
                for (year, kind), same in groupby(rows, key=lambda row: (row.year, row.kind))
            ],
        )
        for indicator, rows in groupby(ordered, key=lambda row: row.indicator)
    ]


def place_of(figure: Figure) -> tuple[int, str, int, bool, int, int, int]:
    indicator = figure.indicator
    rank = KINDS.index(FigureKind(figure.kind))
    year = (figure.year is None, figure.year or 0)
    return (indicator.order, indicator.label, indicator.pk, *year, rank, figure.pk)


def budget_of(table: FigureTable) -> Budget | None:
    """Return the money of a budget as years by kinds; None if there is no course of years."""
    dated = {(line.year, line.kind): line for line in table.lines if line.year is not None}
    kinds = [kind for kind in KINDS if kind in {known for _year, known in dated}]
    years = sorted({year for year, _kind in dated if year is not None})
    if not table.indicator.is_budget or len(years) < FEWEST_YEARS:
        return None
    return Budget(
        table.indicator,
        kinds,
        [
            BudgetYear(
                year, [dated.get((year, kind)) or FigureLine(year, kind, []) for kind in kinds]
            )
            for year in years
        ],
    )


@dataclass(frozen=True)
class CarrierLine:
    """A carrier, and how it stands to the federation today."""

    carrier: ProgrammeCarrier
    is_outside: bool
    inside: list[Organisation] = field(default_factory=list)
    """Those of its own members that are members of the federation."""
    others: list[Organisation] = field(default_factory=list)


def carrier_lines(programme: Programme, federation: Organisation | None) -> list[CarrierLine]:
    """Return who runs the programme; membership is looked up, never stored.

    Carriers of one role stand together. A mere description, such as "the associations", is no
    organisation that could be a member, so nothing is said about it.
    """
    carriers = sorted(programme.carriers.all(), key=lambda row: row.role)
    if federation is None or not carriers:
        return [CarrierLine(carrier, is_outside=False) for carrier in carriers]
    keys = [carrier.organisation_id for carrier in carriers]
    rows = Affiliation.objects.current().filter(
        Q(parent=federation) | Q(parent__in=keys), kind=AffiliationKind.MEMBER
    )
    found = list(rows.select_related("organisation"))
    members = {row.organisation_id for row in found if row.parent_id == federation.pk}
    members.add(federation.pk)
    return [carrier_line(carrier, members, found) for carrier in carriers]


def carrier_line(
    carrier: ProgrammeCarrier, members: set[int], affiliations: list[Affiliation]
) -> CarrierLine:
    key = carrier.organisation_id
    is_named = carrier.organisation.kind != OrganisationKind.PUBLIC
    if key in members or not is_named:
        return CarrierLine(carrier, is_outside=False)
    own = [row.organisation for row in affiliations if row.parent_id == key]
    return CarrierLine(
        carrier,
        is_outside=True,
        inside=[one for one in own if one.pk in members],
        others=[one for one in own if one.pk not in members],
    )


def outside_names(lines: list[CarrierLine]) -> list[str]:
    """Name once each carrier that is no member, in the order of the lines."""
    return list(Counter(str(line.carrier.organisation) for line in lines if line.is_outside))
