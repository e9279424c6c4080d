"""When the text changes: whose sign-off lapses, who is informed, and sending it out."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from einklang.core import audit, clock, jobs
from einklang.federation.models import Account
from einklang.papers.enums import (
    UNANSWERED,
    EventKind,
    SignOffState,
    Stage,
    UntouchedPassages,
)
from einklang.papers.errors import PaperError, StaleError
from einklang.papers.models import Paper, SignOff, SignOffRound, Version
from einklang.papers.operations.acts import locked, move, refuse
from einklang.papers.operations.sign_off import NewRound, check_period, settled_rows
from einklang.papers.operations.sign_off_log import Answerer, log_entry
from einklang.papers.operations.sign_off_stakes import (
    concerns_whole_text,
    stakes_in,
    text_of,
    with_words,
)
from einklang.papers.queries.sign_off import latest_round, rows_of
from einklang.papers.rendering.passages import ChangedRow, Passage, changed_rows, compare
from einklang.papers.rules.sign_off import round_refusal

CARRIED_FIELDS = (
    "association_id",
    "text",
    "passage",
    "form",
    "fulfilled_at",
    "answered_at",
    "answered_by_id",
    "answerer_name",
)


@dataclass(frozen=True)
class Effect:
    """What the change means for one association."""

    sign_off: SignOff
    was: SignOffState
    passages: tuple[Passage, ...] = ()
    """Why: the passages that concern it."""


@dataclass(frozen=True)
class Preview:
    """What would happen if the new version were sent: shown before it is."""

    round: SignOffRound
    version: Version
    rows: tuple[ChangedRow, ...]
    successors: dict[int, int | None]
    lapses: tuple[Effect, ...]
    informed: tuple[Effect, ...]
    untouched: tuple[Effect, ...]
    open: tuple[Effect, ...]
    """They have given no word yet: they are asked for the new version instead."""

    @property
    def is_editorial(self) -> bool:
        return all(row.passage.is_editorial for row in self.rows)

    @property
    def digest(self) -> str:
        """Stand for exactly what was shown; sending checks that it still holds."""
        effects = [
            [name, one.sign_off.pk, one.was, [_facts(passage) for passage in one.passages]]
            for name in ("lapses", "informed", "untouched", "open")
            for one in getattr(self, name)
        ]
        whole = [self.round.pk, self.round.version_sha256, self.version.sha256, effects]
        return hashlib.sha256(json.dumps(whole).encode()).hexdigest()


def preview_change(paper: Paper, new_version: Version) -> Preview:
    """Say for each association whether its sign-off lapses, with the passages.

    A sign-off lapses when the words changed in a passage in which the association had proposed
    a change or at which its condition or reservation stands. Changes where nobody had proposed
    anything concern all or only inform, by the rules kept with the round; editorial changes
    only inform.

    :raises PaperError: if there is nothing that could lapse.
    :raises FileRefusedError: if a version cannot be read.
    """
    sign_off_round = latest_round(paper)
    if sign_off_round is None:
        raise PaperError(_("Nobody has been asked for a sign-off yet."))
    if new_version.number <= sign_off_round.version.number:
        raise PaperError(_("This version is not newer than the one that was sent."))
    sign_off_round.paper = paper
    return _preview(sign_off_round, rows_of(sign_off_round), new_version)


def _preview(
    sign_off_round: SignOffRound, rows: Sequence[SignOff], new_version: Version
) -> Preview:
    old, new = text_of(sign_off_round.version), text_of(new_version)
    step = compare(old, new)
    effects = _effects(sign_off_round, rows, step.passages)
    return Preview(
        round=sign_off_round,
        version=new_version,
        rows=changed_rows(old, new),
        successors=dict(step.successors),
        lapses=tuple(effects["lapses"]),
        informed=tuple(effects["informed"]),
        untouched=tuple(effects["untouched"]),
        open=tuple(effects["open"]),
    )


def _effects(
    sign_off_round: SignOffRound, rows: Sequence[SignOff], passages: tuple[Passage, ...]
) -> dict[str, list[Effect]]:
    now = clock.now()
    base = stakes_in(sign_off_round.paper, sign_off_round.version)
    real = [one for one in passages if not one.is_editorial]
    mine: dict[int, tuple[Passage, ...]] = {}
    for row in rows:
        stakes = with_words(base.get(row.association_id), row)
        mine[row.pk] = stakes.touched_by(real)
    touched = {passage for found in mine.values() for passage in found}
    nobodys = {one for one in real if one not in touched}
    to_all = nobodys if sign_off_round.untouched == UntouchedPassages.ALL else set()
    quiet = tuple(one for one in passages if one.is_editorial or one in nobodys - to_all)
    effects: dict[str, list[Effect]] = {
        name: [] for name in ("lapses", "informed", "untouched", "open")
    }
    for row in rows:
        was = row.state_at(now)
        whole = concerns_whole_text(row)
        own = tuple(one for one in real if whole or one in to_all or one in mine[row.pk])
        if was in UNANSWERED | {SignOffState.LAPSED}:
            effects["open"].append(Effect(row, was, own))
        elif own and was != SignOffState.WITHDRAWN:
            effects["lapses"].append(Effect(row, was, own))
        elif quiet:
            effects["informed"].append(Effect(row, was, quiet))
        else:
            effects["untouched"].append(Effect(row, was))
    return effects


def _facts(passage: Passage) -> dict[str, Any]:
    return {
        "kind": str(passage.kind),
        "old": list(passage.old),
        "new": list(passage.new),
        "deleted": list(passage.deleted),
        "inserted": list(passage.inserted),
    }


def send_changed_version(
    *, paper: Paper, version: Version, request: NewRound, seen_digest: str, by: Account
) -> SignOffRound:
    """Open a round for the new version: carry over what holds, ask anew where it lapsed.

    Mode and associations stay as they were, and so do the rules kept with the round. Whoever
    had not answered yet is asked for the new version, with a new proof of delivery.

    :raises RefusedError: if the actor may not.
    :raises StaleError: if something has happened since the preview was shown.
    :raises PaperError: if the period will not do or the paper's stage does not allow it.
    """
    with transaction.atomic(), audit.acting(by, "papers.sign_off.changed"):
        paper = locked(paper)
        refuse(round_refusal(by, paper))
        before = latest_round(paper)
        if before is None:
            raise PaperError(_("Nobody has been asked for a sign-off yet."))
        before.paper = paper
        if before.mode != request.mode:
            raise PaperError(_("A new version is sent in the mode of the round before."))
        check_period(request)
        if before.is_open:
            settled_rows(before)
        else:
            list(before.sign_offs.select_for_update(of=("self",), no_key=True))
        preview = preview_change(paper, version)
        if preview.digest != seen_digest:
            raise StaleError(_("Something has changed since this was shown. Look again, please."))
        new_round = _replace(before, version, request, by)
        if paper.stage != Stage.SIGNING:
            move(paper, Stage.SIGNING)
        _ask_anew(preview, new_round, by)
        _carry_over(preview, new_round, by)
        jobs.enqueue("papers.send_sign_off_requests", round_id=new_round.pk)
        audit.record("papers.sign_off.changed", by=by, paper=paper.pk, round=new_round.pk)
    return new_round


def _replace(
    before: SignOffRound, version: Version, request: NewRound, by: Account
) -> SignOffRound:
    if before.is_open:
        before.closed_at = clock.now()
        before.save(update_fields=["closed_at"])
    kept = (
        "quorum", "majority", "stops_at_refusal", "silence_days", "second_notice_days",
        "untouched", "source", "mode",
    )  # fmt: skip
    return SignOffRound.objects.create(
        paper=before.paper,
        number=before.number + 1,
        version=version,
        version_sha256=version.sha256,
        deadline_at=request.deadline_at,
        message=request.message.strip(),
        replaces=before,
        opened_by=by,
        **{name: getattr(before, name) for name in kept},
    )


def _ask_anew(preview: Preview, new_round: SignOffRound, by: Account) -> None:
    who = Answerer(account=by)
    for effect in (*preview.lapses, *preview.open):
        old = effect.sign_off
        old.state = SignOffState.LAPSED
        old.revision += 1
        old.save(update_fields=["state", "revision"])
        passages = [_facts(one) for one in effect.passages]
        facts = {"was": str(effect.was), "text": old.text, "passages": passages}
        log_entry(old, EventKind.LAPSED, who, facts={**facts, "new": new_round.version_sha256})
        row = SignOff.objects.create(round=new_round, association=old.association)
        log_entry(row, EventKind.REQUESTED, who, text=new_round.message)


def _carry_over(preview: Preview, new_round: SignOffRound, by: Account) -> None:
    who = Answerer(account=by)
    informed = {one.sign_off.pk for one in preview.informed}
    for effect in (*preview.informed, *preview.untouched):
        old = effect.sign_off
        row = SignOff.objects.create(
            round=new_round,
            state=effect.was,
            carried_from=old,
            paragraph=preview.successors.get(old.paragraph) if old.paragraph else None,
            **{name: getattr(old, name) for name in CARRIED_FIELDS},
        )
        passages = [_facts(one) for one in effect.passages]
        facts = {"was": str(effect.was), "round": preview.round.number, "passages": passages}
        log_entry(row, EventKind.CARRIED, who, facts=facts)
        if old.pk in informed:
            log_entry(row, EventKind.INFORMED, who, facts={"passages": passages})
