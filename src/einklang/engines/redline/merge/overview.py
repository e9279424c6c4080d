"""Writes down proposals, conflicts and comments as others may read them."""

from collections.abc import Sequence

from einklang.engines.redline.align.edits import (
    Lost,
    Position,
)
from einklang.engines.redline.align.text import differs_slightly
from einklang.engines.redline.merge.conflicts import Clash
from einklang.engines.redline.merge.incoming import BroughtComment, Incoming
from einklang.engines.redline.merge.order import position_key
from einklang.engines.redline.merge.places import Gazetteer
from einklang.engines.redline.merge.proposals import Proposal, delta
from einklang.engines.redline.model.change import (
    Change,
    ChangeKind,
    Comment,
    CommentReply,
    Conflict,
    Place,
    Voice,
)
from einklang.engines.redline.model.consolidation import Loss, Overview, ReturnSummary
from einklang.engines.redline.reader.comments import WordComment, read_comments
from einklang.engines.redline.reader.numbering import LATEST
from einklang.engines.redline.reader.segments import MARK
from einklang.engines.redline.reader.story import Path

Where = tuple[Path, Position, Position]
NOWHERE: Where = (("body",), (0, 0), (0, 0))


class OverviewWriter:
    """Makes the overview of one consolidation."""

    def __init__(
        self, gazetteer: Gazetteer, incoming: Sequence[Incoming], proposals: Sequence[Proposal],
        clashes: Sequence[Clash],
    ) -> None:  # fmt: skip
        self.gazetteer = gazetteer
        self.incoming = incoming
        self.proposals = proposals
        self.clashes = clashes

    def overview(self, fingerprint: str) -> Overview:
        """Return everything that reports are made of."""
        taking_part: dict[int, list[str]] = {}
        for number, clash in enumerate(self.clashes, start=1):
            for proposal in clash.proposals:
                taking_part.setdefault(proposal.number, []).append(f"k{number}")
        changes = tuple(
            self._change(proposal, tuple(taking_part.get(proposal.number, ())))
            for proposal in self.proposals
        )
        return Overview(
            title=self.gazetteer.draft.name,
            fingerprint=fingerprint,
            numbering=LATEST,
            returns=tuple(self._summary(one, changes) for one in self.incoming),
            paragraphs=tuple(self.gazetteer.rows()),
            changes=changes,
            conflicts=tuple(
                self._conflict(f"k{number}", clash)
                for number, clash in enumerate(self.clashes, start=1)
            ),
            comments=tuple(self._comments()),
            losses=self._losses(),
        )

    def _summary(self, one: Incoming, changes: Sequence[Change]) -> ReturnSummary:
        return ReturnSummary(
            one.association,
            one.name,
            one.kind,
            one.people,
            sum(1 for change in changes if one.association in change.associations),
            sum(1 for comment in one.comments if not comment.parent or comment.draft_parent),
            one.made_on,
        )

    def _losses(self) -> tuple[Loss, ...]:
        return tuple(
            Loss(one.association, lost.element, self._near(lost), lost.treatment, lost.detail)
            for one in self.incoming
            for lost in one.losses
        )

    def _near(self, lost: Lost) -> Place:
        if not lost.path:
            return Place()
        return self.gazetteer.place(lost.path, lost.position, lost.position)

    # Changes

    def _change(self, proposal: Proposal, conflicts: tuple[str, ...]) -> Change:
        place, target = self._places(proposal)
        deleted, inserted = self._words(proposal)
        return Change(
            id=proposal.id,
            kind=proposal.kind,
            place=place,
            deleted=deleted,
            inserted=inserted,
            supporters=tuple(sorted(proposal.voices)),
            formatting=formatting(proposal),
            target=target,
            is_editorial=is_editorial(proposal),
            conflicts=conflicts,
        )

    def _places(self, proposal: Proposal) -> tuple[Place, Place | None]:
        if proposal.edits:
            found = [
                self.gazetteer.place(path, edit.start, edit.end) for path, edit in proposal.edits
            ]
            return found[0], found[1] if len(found) > 1 else None
        if proposal.formats:
            path, first = proposal.formats[0]
            return self.gazetteer.place(path, first.start, proposal.formats[-1][1].end), None
        if proposal.rows:
            row = proposal.rows[0]
            return self.gazetteer.table_place(row.table, row.row, row.cell), None
        shape = proposal.shapes[0]
        return self.gazetteer.table_place(shape.table, shape.row, shape.cell), None

    def _words(self, proposal: Proposal) -> tuple[str, str]:
        if proposal.edits:
            path, edit = proposal.edits[0]
            come = proposal.edits[-1][1]
            words = "".join(piece.label or piece.text.replace(MARK, "\n") for piece in come.pieces)
            return self.gazetteer.words(path, edit.start, edit.end), words
        if proposal.formats:
            path, first = proposal.formats[0]
            return self.gazetteer.words(path, first.start, proposal.formats[-1][1].end), ""
        gone = "\n".join(row.text for row in proposal.rows if not row.xml)
        return gone, "\n".join(row.text for row in proposal.rows if row.xml)

    # Conflicts

    def _conflict(self, key: str, clash: Clash) -> Conflict:
        return Conflict(
            key,
            clash.rule,
            self.gazetteer.place(clash.path, clash.start, clash.end),
            self.gazetteer.words(clash.path, clash.start, clash.end),
            tuple(proposal.id for proposal in clash.proposals),
        )

    # Comments

    def _comments(self) -> list[Comment]:
        found = [*self._of_draft()]
        for one in self.incoming:
            found += self._of_return(one)
        found.sort(key=lambda item: item[0])
        return [
            Comment(
                f"m{number}", comment.place, comment.quoted, comment.voice, comment.text,
                comment.replies, comment.is_resolved, comment.is_of_draft,
            )
            for number, (_, comment) in enumerate(found, start=1)
        ]  # fmt: skip

    def _of_return(self, one: Incoming) -> list[tuple[tuple[int, ...], Comment]]:
        replies: dict[str, list[BroughtComment]] = {}
        for brought in one.comments:
            if brought.parent and not brought.draft_parent:
                replies.setdefault(brought.parent, []).append(brought)
        found = []
        for brought in one.comments:
            if brought.parent:
                continue
            answers = tuple(
                CommentReply(reply.voice, reply.comment.text)
                for reply in replies.get(brought.comment.key, ())
            )
            anchor = brought.anchor
            where = (anchor.path, anchor.start, anchor.end) if anchor else NOWHERE
            found.append(self._comment(brought.comment, brought.voice, where, answers))
        return found

    def _of_draft(self) -> list[tuple[tuple[int, ...], Comment]]:
        own = read_comments(self.gazetteer.draft)
        if not own:
            return []
        places = draft_anchors(self.gazetteer)
        answers: dict[str, list[CommentReply]] = {}
        for comment in own.values():
            if comment.answers:
                voice = Voice("", comment.author, comment.date)
                answers.setdefault(comment.answers, []).append(CommentReply(voice, comment.text))
        for one in self.incoming:
            for brought in one.comments:
                if brought.draft_parent:
                    reply = CommentReply(brought.voice, brought.comment.text)
                    answers.setdefault(brought.draft_parent, []).append(reply)
        resolved = {key for one in self.incoming for key in one.resolved}
        found = []
        for comment in own.values():
            if comment.answers:
                continue
            comment.is_resolved = comment.is_resolved or comment.key in resolved
            voice = Voice("", comment.author, comment.date)
            where = places.get(comment.key, NOWHERE)
            replies = tuple(answers.get(comment.key, ()))
            found.append(self._comment(comment, voice, where, replies, is_of_draft=True))
        return found

    def _comment(
        self,
        comment: WordComment,
        voice: Voice,
        where: Where,
        replies: tuple[CommentReply, ...],
        *,
        is_of_draft: bool = False,
    ) -> tuple[tuple[int, ...], Comment]:
        path, start, end = where
        return position_key(path, start), Comment(
            "",
            self.gazetteer.place(path, start, end),
            self.gazetteer.words(path, start, end),
            voice,
            comment.text,
            replies,
            comment.is_resolved,
            is_of_draft,
        )


def draft_anchors(gazetteer: Gazetteer) -> dict[str, Where]:
    """Return where the draft's own comments stand, in its main text."""
    ends: dict[str, dict[str, tuple[Path, Position]]] = {}
    for path, number in gazetteer.addresses:
        block = gazetteer.story(path).blocks[number]
        for anchor in block.stream.anchors:
            offset = sum(len(s.text) for s in block.segments[: anchor.index])
            ends.setdefault(anchor.comment, {})[anchor.kind] = (path, (number, offset))
    found = {}
    for key, kinds in ends.items():
        path, start = kinds.get("start") or next(iter(kinds.values()))
        _, end = kinds.get("end", (path, start))
        found[key] = (path, start, max(start, end))
    return found


def formatting(proposal: Proposal) -> tuple[str, ...]:
    """Return what a change of format does, as `property: old → new`."""
    if not proposal.formats:
        return ()
    gone, come = delta(proposal.formats[0][1])
    old = dict(_pair(word) for word in gone)
    new = dict(_pair(word) for word in come)
    return tuple(
        f"{name}: {old.get(name, '–')} → {new.get(name, '–')}" for name in sorted({*old, *new})
    )


def _pair(word: str) -> tuple[str, str]:
    name, _, value = word.partition("=")
    return name, value or "1"


def is_editorial(proposal: Proposal) -> bool:
    """Tell whether only blanks, punctuation or capitals differ; never where a digit is near."""
    if proposal.kind not in {ChangeKind.INSERT, ChangeKind.DELETE, ChangeKind.REPLACE}:
        return False
    edit = proposal.edits[0][1]
    new = "".join(piece.text for piece in edit.pieces)
    if MARK in edit.old + new or any(piece.key for piece in edit.pieces):
        return False
    return differs_slightly(edit.old, new)
