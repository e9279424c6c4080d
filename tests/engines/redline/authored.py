"""What an association types in the browser, brought back as a return, with all laws checked."""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

from tests.engines.redline import oracle
from tests.engines.redline.laws import consolidated
from tests.engines.redline.result import Result

from einklang.engines.redline import api
from einklang.engines.redline.model.authored import Remark
from einklang.engines.redline.model.consolidation import DraftParagraph

PERSON, MOMENT = "Kim Probe", "2026-04-01T09:30:00Z"
SIGNS = (
    (re.compile(r"⟨footnote⟩"), "¹"),
    (re.compile(r"⟨picture \w+⟩"), "▣"),
    (re.compile(r"⟨field [^⟩]*⟩.*?⟨/field⟩"), "▯"),
    (re.compile(r"\f"), "↵"),
)
"""Objects as the oracle writes them, and the signs of the numbered paragraphs."""


def typed(
    draft: bytes, edits: Mapping[int, str] | None = None, comments: Sequence[Remark] = ()
) -> bytes:
    """Return the file that comes of these edits."""
    return api.author_return(
        api.read_draft(draft, name="Entwurf.docx"),
        association="Verband A",
        person=PERSON,
        date=MOMENT,
        edits=edits or {},
        comments=comments,
    )


def returned(
    draft: bytes, edits: Mapping[int, str] | None = None, comments: Sequence[Remark] = ()
) -> Result:
    """Type the edits, read the file as a return, and check every law."""
    file = typed(draft, edits, comments)

    result = consolidated(draft, A=file)

    assert in_signs(oracle.text(file, "reject")) == in_signs(oracle.text(draft, "reject"))
    assert in_signs(oracle.text(file, "accept")) == in_signs(result.accepted)
    voices = {voice for change in result.overview.changes for voice in change.supporters}
    voices |= {one.voice for one in result.overview.comments if not one.is_of_draft}
    assert {(one.person, one.date, one.is_tracked) for one in voices} <= {(PERSON, MOMENT, True)}
    assert result.losses == []
    return result


def in_signs(text: str) -> str:
    for pattern, sign in SIGNS:
        text = pattern.sub(sign, text)
    return text


def expected(draft: bytes, edits: Mapping[int, str]) -> str:
    """Return the main text after these edits, in the obvious way.

    Cells of the draft have one paragraph each; the last paragraph behind a table stays.
    """
    found = api.paragraphs(api.read_draft(draft, name="Entwurf.docx"))
    lines: list[str] = []
    for one in found:
        text = edits.get(one.place.paragraph, one.text)
        is_gone = not text.strip() and text != one.text
        if not is_gone:
            lines.append(text)
        elif one.place.steps or (one is found[-1] and _is_behind_table(found, edits)):
            lines.append("")
    return "\n".join(lines)


def _is_behind_table(found: Sequence[DraftParagraph], edits: Mapping[int, str]) -> bool:
    """Tell whether all paragraphs behind the last table, or all there are, go."""
    tail = list(takewhile(lambda one: not one.place.steps, reversed(found)))
    return all(one.text and not edits.get(one.place.paragraph, one.text).strip() for one in tail)
