"""What one person makes of the draft without a word processor, as if it had come back."""

from collections.abc import Mapping, Sequence

from lxml import etree

from einklang.engines.redline.align.authoring import (
    REFUSED,
    Author,
    Numbered,
    checked,
    numbered_paragraphs,
)
from einklang.engines.redline.align.edits import AnchoredComment
from einklang.engines.redline.align.pieces import PieceMaker
from einklang.engines.redline.align.reception import Base
from einklang.engines.redline.align.views import Alphabet
from einklang.engines.redline.align.windows import WindowComparer
from einklang.engines.redline.errors import AuthoringError
from einklang.engines.redline.merge.incoming import BroughtComment, Incoming
from einklang.engines.redline.model.authored import Remark
from einklang.engines.redline.model.change import Voice
from einklang.engines.redline.names import LONGEST_NAME, MOMENT
from einklang.engines.redline.reader.borrowing import Borrower, Luggage
from einklang.engines.redline.reader.comments import new_comment, read_comments
from einklang.engines.redline.reader.numbering import shown


def signature(person: str, date: str) -> Voice:
    """Return the voice that signs in a file which belongs to one association as a whole.

    Its name stays out of the signature: a consolidation puts it before the person's.

    :raises AuthoringError: if no document can hold that name or that moment.
    """
    name = " ".join(person.split())
    if not name or len(name) > LONGEST_NAME or REFUSED.search(name):
        raise AuthoringError("name-unusable", name=REFUSED.sub("?", name))
    if not MOMENT.fullmatch(date):
        raise AuthoringError("moment-unreadable", date=date)
    return Voice("", name, date)


def authored(
    base: Base, voice: Voice, texts: Mapping[int, str], remarks: Sequence[Remark]
) -> Incoming:
    """Return new texts of paragraphs, by their numbers, and remarks as a return of this voice.

    :raises AuthoringError: if one of them does not fit the draft.
    """
    document = base.document
    if (voice.person, voice.date) in document.stamps:
        raise AuthoringError("moment-taken", person=voice.person, date=voice.date)
    known = numbered_paragraphs(document.body)
    maker = PieceMaker(Borrower(document.context, document.context, Luggage()))
    comparer = WindowComparer(Alphabet(), maker, lambda _stamp: voice, document.body.part)
    incoming = Incoming(voice.association, "", Author(known, comparer).rewrite(texts))
    taken = {comment.identity for comment in read_comments(document).values()}
    for key, remark in enumerate(remarks, start=1):
        brought = _brought(str(key), remark, known.get(remark.paragraph), voice)
        if brought.comment.identity in taken:
            raise AuthoringError("moment-taken", person=voice.person, date=voice.date)
        incoming.comments.append(brought)
    return incoming


def _brought(key: str, remark: Remark, place: Numbered | None, voice: Voice) -> BroughtComment:
    if place is None:
        raise AuthoringError("unknown-paragraph", number=remark.paragraph)
    text = checked(remark.paragraph, remark.text).strip()
    if not text:
        raise AuthoringError("remark-empty", number=remark.paragraph)
    comment = new_comment(key, voice.person, voice.date, text)
    xml = etree.tostring(comment.element)
    words = shown(place.block)
    start = words.find(remark.quoted) if remark.quoted else -1
    end = start + len(remark.quoted) if start >= 0 else len(words)
    anchor = AnchoredComment(key, place.path, (place.number, max(start, 0)), (place.number, end))
    return BroughtComment(comment, voice, xml, anchor)
