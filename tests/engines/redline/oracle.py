"""What a Word file says, worked out slowly and plainly, and without the engine.

`snapshot` walks over the XML and decides at every element whether it is there in a view:
`accept` as if all tracked changes were accepted, `reject` as if all were rejected, `as-is` with
everything. Settling follows ISO/IEC 29500-1 §17.13.5; a paragraph whose mark goes joins the next
one, which keeps its properties; the last mark of a container cannot go.
"""

import re

from lxml import etree
from tests.engines.redline.oracle_file import W14, W15, File, R, W, is_w, local
from tests.engines.redline.oracle_model import (
    Block,
    Cell,
    Para,
    Row,
    Run,
    Saying,
    Snapshot,
    Story,
    Table,
    paragraphs,
)
from tests.engines.redline.oracle_walk import View, Walker

__all__ = [
    "Block",
    "Cell",
    "Para",
    "Row",
    "Run",
    "Saying",
    "Snapshot",
    "Story",
    "Table",
    "View",
    "comments",
    "inserted_words",
    "paragraphs",
    "snapshot",
    "text",
]


def snapshot(docx: bytes, view: View) -> Snapshot:
    """Return everything a reader sees in the view: body, headers, footers, notes, text boxes."""
    file = File(docx)
    walker = Walker(file, view, file.main)
    root = file.root(file.main)
    assert root is not None
    body = root.find(W + "body")
    assert body is not None
    stories = [walker.story("body", body, file.main)]
    relations = file.relations(file.main)
    for section in body.iter(W + "sectPr"):
        for each in section:
            if is_w(each, "headerReference", "footerReference"):
                part = relations[each.get(R + "id", "")][1]
                content = file.root(part)
                assert content is not None
                kind = f"{local(each).removesuffix('Reference')} {each.get(W + 'type')}"
                stories.append(walker.story(kind, content, part))
    for kind, number in list(walker.notes):
        found = file.related(f"{kind}s")
        assert found is not None
        note = found[1].find(f"{W}{kind}[@{W}id='{number}']")
        assert note is not None, f"{kind} {number} is missing"
        stories.append(walker.story(kind, note, found[0]))
    return Snapshot(
        (*stories, *walker.boxes),
        walker._section(body.find(W + "sectPr")),
        tuple(sorted((k, v) for k, v in walker.bookmarks.items() if k != "_GoBack")),
    )


def text(docx: bytes, view: View) -> str:
    """Return the body, a line a paragraph, cells one after another."""
    return snapshot(docx, view).text


def story_parts(file: File) -> list[etree._Element]:
    wanted = ("header", "footer", "footnotes", "endnotes")
    roots = [file.root(file.main)] + [
        file.root(target)
        for kind, target in file.relations(file.main).values()
        if kind.rsplit("/", 1)[-1] in wanted
    ]
    return [root for root in roots if root is not None]


def inserted_words(docx: bytes) -> set[str]:
    """Return the words of tracked insertions that nobody deleted again; fields apart."""
    texts: dict[etree._Element, str] = {}
    for root in story_parts(File(docx)):
        depth = 0
        for each in root.iter(W + "t", W + "fldChar"):
            depth += {"begin": 1, "end": -1}.get(each.get(W + "fldCharType", ""), 0)
            ups = [up for up in each.iterancestors() if is_w(up, "ins", "moveTo", "del")]
            if ups and not depth and not any(is_w(up, "del") for up in ups):
                texts[ups[-1]] = texts.get(ups[-1], "") + (each.text or "")
    return {word for text in texts.values() for word in re.findall(r"\w+", text)}


def comments(docx: bytes) -> list[Saying]:
    """Return the comments and replies in the order of their part."""
    file = File(docx)
    found = file.related("comments")
    if found is None:
        return []
    extended = file.related("commentsExtended")
    threads = {
        each.get(W15 + "paraId"): (each.get(W15 + "paraIdParent"), each.get(W15 + "done") == "1")
        for each in (extended[1] if extended else ())
    }
    quotes = _quotes(file)
    order = [each for each in found[1] if is_w(each, "comment")]
    ids = {p.get(W14 + "paraId"): place for place, c in enumerate(order) for p in c.iter(W + "p")}
    sayings = []
    for comment in order:
        last = [p.get(W14 + "paraId") for p in comment.iter(W + "p")][-1]
        parent, is_done = threads.get(last, (None, False))
        sayings.append(
            Saying(
                comment.get(W + "author", ""),
                comment.get(W + "date", ""),
                "\n".join(
                    "".join(t.text or "" for t in p.iter(W + "t")) for p in comment.iter(W + "p")
                ),
                quotes.get(comment.get(W + "id", ""), ""),
                ids[parent] if parent else None,
                is_done,
            )
        )
    return sayings


def _quotes(file: File) -> dict[str, str]:
    quotes: dict[str, str] = {}
    for root in story_parts(file):
        is_open: set[str] = set()
        for element in root.iter():
            if is_w(element, "commentRangeStart"):
                is_open.add(element.get(W + "id", ""))
                quotes.setdefault(element.get(W + "id", ""), "")
            elif is_w(element, "commentRangeEnd"):
                is_open.discard(element.get(W + "id", ""))
            elif is_w(element, "t", "delText"):
                for number in is_open:
                    quotes[number] += element.text or ""
    return quotes


def notation(docx: bytes) -> str:
    """Return the body with its tracked changes in the notation of the cases.

    `Wir fordern [-zehn-AWO]{+zwölf+Caritas} Euro.` A person in brackets behind the association
    is left out. What changed in form only is not shown.
    """
    file = File(docx)
    root = file.root(file.main)
    assert root is not None
    return "\n".join(_neighbours(_marked_paragraph(p)) for p in root.iter(W + "p"))


NOTATION = {
    "ins": ("{+", "+%s}"),
    "del": ("[-", "-%s]"),
    "moveFrom": ("[>", ">%s]"),
    "moveTo": ("{>", ">%s}"),
}


def _marked_paragraph(p: etree._Element) -> str:
    found = []
    for run in p.iter(W + "r"):
        inner = "".join(each.text or "" for each in run.iter(W + "t", W + "delText"))
        ups = [up for up in run.iterancestors() if local(up) in NOTATION and up.tag[: len(W)] == W]
        found.append(_wrapped(inner, ups) if inner else "")
    marks = p.find(f"{W}pPr/{W}rPr")
    changes = [each for each in (marks if marks is not None else ()) if local(each) in NOTATION]
    return "".join(found) + (_wrapped("¶", changes) if changes else "")


def _wrapped(inner: str, changes: list[etree._Element]) -> str:
    for change in changes:
        opening, closing = NOTATION[local(change)]
        author = re.sub(r" \([^)]*\)", "", change.get(W + "author", "")).replace(", ", ",")
        inner = opening + inner + closing % author
    return inner


def _neighbours(line: str) -> str:
    """Join what stands side by side with the same owner: `{+a+X}{+b+X}` is `{+ab+X}`."""
    for opening, closing in NOTATION.values():
        end = re.escape(closing[0]) + r"([^\[\]{}+>-]*)" + re.escape(closing[-1])
        pattern = re.compile(
            rf"{re.escape(opening)}([^\[\]{{}}]*?){end}{re.escape(opening)}([^\[\]{{}}]*?)"
            rf"{re.escape(closing[0])}\2{re.escape(closing[-1])}"
        )
        while (joint := pattern.sub(rf"{opening}\1\3{closing[0]}\2{closing[-1]}", line)) != line:
            line = joint
    return line
