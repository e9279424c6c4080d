"""Takes a damaged draft and a damaged return through the whole engine."""

import random

from tests.engines.redline.fuzz.corpus import SEEDS
from tests.engines.redline.fuzz.mutate import mutate

from einklang.engines.redline import api
from einklang.engines.redline.errors import RedlineError
from einklang.engines.redline.model.authored import Remark
from einklang.engines.redline.model.change import Change, ChangeKind
from einklang.engines.redline.model.decision import Decision, Verdict
from einklang.engines.redline.report.fragments import row_fragments
from einklang.engines.redline.report.json import overview_from_json, to_json
from einklang.engines.redline.report.synopsis_html import synopsis_html

FINE = "fine"


def files(seed: int) -> tuple[bytes, bytes]:
    """Return the draft and the return of a seed; at least one of them is damaged."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    chosen = rng.choice(SEEDS)
    which = rng.choice(("draft", "return", "return", "return", "both"))
    draft, returned = chosen.draft, chosen.returned
    if which != "return":
        draft = mutate(draft, seed)
    if which != "draft":
        returned = mutate(returned, seed + 1)
    # What was tracked in a return may also stand in a draft.
    return (returned, draft) if rng.random() < 0.1 else (draft, returned)


def outcome(seed: int) -> str:
    """Return how the mutant of this seed ended: see `survive`."""
    draft, returned = files(seed)
    return survive(draft, returned, seed=seed)


def survive(draft: bytes, returned: bytes, *, seed: int) -> str:
    """Return `FINE` or the code of the refusal; every other exception is a failure.

    `seed` chooses the decisions.
    """
    try:
        _settle_and_show(returned)
        written = (*_consolidate(draft, returned, seed), _type_and_follow(draft, returned, seed))
    except RedlineError as error:
        # Both languages must find their values.
        return error.code if error.message("de") and error.message("en") else ""
    # What we have written, we can read: a refusal from here on is our own fault.
    for docx in written:
        api.read_draft(docx, name="geschrieben.docx")
    return FINE


def _settle_and_show(returned: bytes) -> None:
    api.show(returned, name="rück.docx")
    for verdict in ("accept", "reject"):
        api.settle(returned, name="rück.docx", verdict=verdict)


def _type_and_follow(draft: bytes, returned: bytes, seed: int) -> bytes:
    base = api.read_draft(draft, name="entwurf.docx")
    api.touched_passages(base, returned, name="neu.docx")
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    found = [one for one in api.paragraphs(base) if one.is_editable and rng.random() < 0.4]
    edits = {one.place.paragraph: _typed(one.text, rng) for one in found}
    remarks = [Remark(number, "Warum?", "e") for number in edits]
    file = api.author_return(
        base,
        association="AWO",
        person="Kim",
        date="2030-01-01T00:00:00Z",
        edits=edits,
        comments=remarks,
    )
    api.read_return(base, file, association="AWO", name="awo.docx")
    return file


def _typed(text: str, rng: random.Random) -> str:
    return rng.choice(("", f"{text} Neu.", f"Neu:\n{text}", text.replace("e", "en"), text))


def _consolidate(draft: bytes, returned: bytes, seed: int) -> tuple[bytes, bytes]:
    base = api.read_draft(draft, name="entwurf.docx")
    first = api.read_return(base, returned, association="AWO", name="awo.docx")
    second = api.read_return(base, draft, association="Caritas", name="caritas.docx")
    consolidation = api.consolidate(base, [first, second])
    written = api.write(consolidation)
    overview_from_json(to_json(written.overview))
    row_fragments(written.overview)
    synopsis_html(written.overview)
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    decisions = [
        Decision(change.id, _verdict(change, rng), "Weil.", "Ein eigener Text.\nZwei.")
        for change in consolidation.overview.changes
        if rng.random() < 0.7
    ]
    return written.docx, api.write(consolidation, decisions).docx


def _verdict(change: Change, rng: random.Random) -> Verdict:
    # Looks and rows cannot be replaced by words.
    has_words = change.kind not in {ChangeKind.FORMAT, ChangeKind.TABLE}
    return rng.choice(list(Verdict)) if has_words else rng.choice((Verdict.ACCEPT, Verdict.REJECT))
