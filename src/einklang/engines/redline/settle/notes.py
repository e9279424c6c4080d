"""Keeps footnotes and endnotes in step with their references (ISO/IEC 29500-1 section 17.11).

A reference finds its note by id, but LibreOffice 7.4 gives the first reference the note with the
lowest id, the second one the next, and so on: one note without a reference, or one id out of
order, and every later reference there shows the wrong note. Word numbers notes anew itself.
"""

from collections.abc import Iterator

from lxml import etree

from einklang.engines.redline.names import w, whole_number
from einklang.engines.redline.package.package import Package

KINDS = {"footnotes": w("footnoteReference"), "endnotes": w("endnoteReference")}
ID, TYPE = w("id"), w("type")
References = dict[str, dict[str, int]]
"""`footnotes` or `endnotes` → id of a note → its place among the references."""


def references(package: Package) -> References:
    """Return the notes that the document refers to, in its order.

    :raises RedlineError: if a part cannot be read.
    """
    return {kind: _referred(package, tag) for kind, tag in KINDS.items() if _part(package, kind)}


def drop_orphans(package: Package, before: References) -> None:
    """Remove the notes whose last reference is gone.

    :param before: what `references` returned when all were there.
    """
    now = references(package)
    for kind, ids in before.items():
        gone = ids.keys() - now[kind].keys()
        if gone:
            root = package.edit(_part(package, kind))
            for note in [each for each in _notes(root) if each.get(ID) in gone]:
                root.remove(note)


def number_notes(package: Package) -> None:
    """Let the ids of notes rise in the order of their references; others have the highest.

    Only the ids that are there are used, each once, so nothing changes if they rise already.
    """
    for kind, places in references(package).items():
        part = _part(package, kind)
        notes = list(_notes(package.root(part)))
        notes.sort(key=lambda note: places.get(note.get(ID) or "", len(places)))
        old = [note.get(ID) or "" for note in notes]
        new = dict(zip(old, sorted(old, key=whole_number), strict=True))
        if len(new) < len(old) or old == list(new.values()):
            continue
        package.edit(part).extend(notes)
        package.edit(package.main)
        for element in (*notes, *package.root(package.main).iter(KINDS[kind])):
            element.set(ID, new.get(element.get(ID) or "", element.get(ID) or ""))


def _part(package: Package, kind: str) -> str:
    return package.related(package.main, kind) or ""


def _referred(package: Package, tag: str) -> dict[str, int]:
    found = (each.get(ID) or "" for each in package.root(package.main).iter(tag))
    return {key: place for place, key in enumerate(dict.fromkeys(found))}


def _notes(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the notes that people wrote, not the lines above them."""
    return (each for each in root if each.get(TYPE, "normal") == "normal")
