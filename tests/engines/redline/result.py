"""What came out of a consolidation, in words that tests compare at a glance."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tests.engines.redline import oracle

from einklang.engines.redline import api
from einklang.engines.redline.model.change import Change, Comment, Conflict
from einklang.engines.redline.model.consolidation import Overview


def run(
    draft: bytes, returns: Mapping[str, bytes], earlier: Mapping[str, bytes] | None = None
) -> "tuple[api.Consolidation, api.Written]":
    base = api.read_draft(draft, name="Entwurf.docx")
    older = [api.read_draft(data, name=name) for name, data in (earlier or {}).items()]
    read = [
        api.read_return(base, data, association=name, name=f"{name}.docx", earlier=older)
        for name, data in returns.items()
    ]
    consolidation = api.consolidate(base, read)
    return consolidation, api.write(consolidation)


def settled(docx: bytes, association: str) -> bytes:
    done: bytes = api.settle(docx, name="x.docx", verdict="accept", by=association).docx
    return done


@dataclass(frozen=True)
class Result:
    docx: bytes
    overview: Overview

    @cached_property
    def changes(self) -> list[str]:
        """A line for each: `[-zehn-]{+zwölf+} AWO, Caritas`, its place first when not the body."""
        return [line(change) for change in self.overview.changes]

    @property
    def conflicts(self) -> list[str]:
        """A line for each: `overlap “zehn”: AWO / Caritas`."""
        return [conflict_line(self.overview, conflict) for conflict in self.overview.conflicts]

    @property
    def comments(self) -> list[str]:
        return [comment_line(comment) for comment in self.overview.comments]

    @property
    def kinds(self) -> list[str]:
        return [str(each.kind) for each in self.overview.returns]

    @property
    def losses(self) -> list[str]:
        return [f"{each.element} {each.treatment}" for each in self.overview.losses]

    @property
    def marked(self) -> str:
        return oracle.notation(self.docx)

    @property
    def accepted(self) -> str:
        return oracle.text(self.docx, "accept")

    @property
    def rejected(self) -> str:
        return oracle.text(self.docx, "reject")

    def accepted_in(self, story: str) -> list[str]:
        stories = oracle.snapshot(self.docx, "accept").stories
        return [each.text for each in stories if each.name.startswith(story)]

    def accepting(self, association: str) -> str:
        """Return the body when only this association's changes are accepted."""
        return oracle.text(settled(self.docx, association), "reject")


def line(change: Change) -> str:
    gone = f"[-{change.deleted}-]".replace("\n", "¶") if change.deleted else ""
    new = f"{{+{change.inserted}+}}".replace("\n", "¶") if change.inserted else ""
    kind = "" if change.kind in {"insert", "delete", "replace"} else f"{change.kind} "
    form = f" ({'; '.join(change.formatting)})" if change.formatting else ""
    where = "" if change.place.story == "body" else f"{change.place.story}: "
    return f"{where}{kind}{gone}{new}{form} {', '.join(change.associations)}"


def conflict_line(overview: Overview, conflict: Conflict) -> str:
    by_id = {change.id: change for change in overview.changes}
    sides = " / ".join(", ".join(by_id[each].associations) for each in conflict.changes)
    return f"{conflict.rule} “{conflict.words}”: {sides}".replace("\n", "¶")


def comment_line(comment: Comment) -> str:
    replies = "".join(f" > {each.voice.association}: {each.text}" for each in comment.replies)
    done = " (erledigt)" * comment.is_resolved
    who = comment.voice.association or "Entwurf"
    return f"{who} on “{comment.quoted}”: {comment.text}{replies}{done}"
