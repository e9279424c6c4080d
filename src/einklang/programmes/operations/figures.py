"""Write figures. One never overwrites another: each source keeps its own."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from einklang.core import audit
from einklang.federation.models import Account
from einklang.programmes import rules
from einklang.programmes.models import Figure, Indicator, Source
from einklang.programmes.operations.programmes import check_unchanged, fit, free_key, refuse


@dataclass(frozen=True)
class MadeWith:
    """What is entered together with a figure because no list has it yet."""

    source: Source | None = None
    indicator: Indicator | None = None


NOTHING = MadeWith()


def save_figure(
    *, figure: Figure, made: MadeWith = NOTHING, seen_at: datetime | None = None, by: Account
) -> Figure:
    """Enter or change a figure; ``seen_at`` is the ``updated_at`` the editor started from.

    :raises StaleError: if somebody else saved in the meantime.
    :raises ProgrammeError: if it has no source: nobody could check it.
    """
    refuse(rules.edit_refusal(by))
    act = f"programmes.figure.{'changed' if figure.pk else 'entered'}"
    with transaction.atomic(), audit.acting(by, act):
        check_unchanged(figure, seen_at)
        if made.source is not None:
            made.source.key = free_key(Source, made.source.title)
            made.source.save()
            figure.source = made.source
        fit(rules.source_refusal(figure.source))
        if made.indicator is not None:
            made.indicator.key = free_key(Indicator, made.indicator.label)
            made.indicator.order = following_order()
            made.indicator.save()
            figure.indicator = made.indicator
        figure.key = figure.key or free_key(Figure, key_text(figure))
        figure.save()
        audit.record(act, by=by, figure=figure.pk, programme=figure.programme_id)
    return figure


def delete_figure(*, figure: Figure, by: Account) -> None:
    """Delete a figure; its source stays, and the history keeps what stood there."""
    refuse(rules.edit_refusal(by))
    act, key = "programmes.figure.deleted", figure.pk
    with transaction.atomic(), audit.acting(by, act):
        figure.delete()
        audit.record(act, by=by, figure=key, programme=figure.programme_id)


def following_order() -> int:
    latest = Indicator.objects.order_by("-order").values_list("order", flat=True).first()
    return min((latest or 0) + 10, 32000)


def key_text(figure: Figure) -> str:
    year = figure.year or "o-j"
    return f"{figure.programme.key}-{figure.indicator.key}-{year}-{figure.kind}"
