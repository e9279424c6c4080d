"""Whole documents for tests: parts of a Word file from snippets."""

from collections.abc import Mapping

from tests.engines.redline.settle.snippets import DECLARED

from einklang.engines.redline.names import CONTENT_TYPES, PACKAGE_RELATIONSHIPS, W15, R, W
from einklang.engines.redline.package.package import Package

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
ROOTS = {"header": "hdr", "footer": "ftr"}


def package(body: str, parts: Mapping[str, str] | None = None, extra: str = "") -> Package:
    """Return a document; `parts` holds the inside of others by name, such as `footnotes`.

    `extra` are more relationships of the main part.
    """
    more = dict(parts or {})
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPE}.{kind(name)}+xml"/>'
        for name in more
    )
    main = f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>'
    default = f'<Default Extension="rels" ContentType="{RELATIONSHIPS}"/>'
    links = "".join(
        f'<Relationship Id="r{name}" Type="{R}/{kind(name)}" Target="{name}.xml"/>'
        for name in more
    )
    files = {
        "[Content_Types].xml": (
            f'<Types xmlns="{CONTENT_TYPES}">{default}{main}{overrides}</Types>'
        ),
        "_rels/.rels": relations(
            f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": f"<w:document {DECLARED}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(links + extra),
    }
    for name, inner in more.items():
        root = ROOTS.get(kind(name), name)
        prefix = "w15" if name == "commentsExtended" else "w"
        declared = f'{DECLARED} xmlns:w15="{W15}"'
        files[f"word/{name}.xml"] = f"<{prefix}:{root} {declared}>{inner}</{prefix}:{root}>"
    return Package({name: text.encode() for name, text in files.items()}, name="datei.docx")


def kind(name: str) -> str:
    """Return `header` for `header1`."""
    return name.rstrip("0123456789")


def relations(inner: str) -> str:
    return f'<Relationships xmlns="{PACKAGE_RELATIONSHIPS}">{inner}</Relationships>'


def words(document: Package, part: str = "word/document.xml") -> str:
    """Return the words of a part, deleted ones in brackets."""
    found = document.root(part).iter(f"{{{W}}}t", f"{{{W}}}delText")
    return "".join(
        f"[{each.text}]" if each.tag.endswith("delText") else each.text or "" for each in found
    )
