"""What kind of content each part of a package has; ISO/IEC 29500-2, section 7.2."""

from lxml import etree

from einklang.engines.redline.names import CONTENT_TYPES

PART = "[Content_Types].xml"
DEFAULT = f"{{{CONTENT_TYPES}}}Default"
OVERRIDE = f"{{{CONTENT_TYPES}}}Override"


class ContentTypes:
    """The table of content types, by part name and by extension; case does not matter."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        """The XML it is kept in."""
        self.is_changed = False
        self._defaults = {
            each.get("Extension", "").casefold(): each.get("ContentType", "")
            for each in root.iter(DEFAULT)
        }
        self._overrides = {
            each.get("PartName", "").lstrip("/").casefold(): each for each in root.iter(OVERRIDE)
        }

    def of(self, part: str) -> str:
        """Return the content type of a part; empty when the table has none for it."""
        override = self._overrides.get(part.casefold())
        if override is not None:
            return override.get("ContentType", "")
        return self._defaults.get(part.rpartition(".")[2].casefold(), "")

    def set(self, part: str, content_type: str) -> None:
        """Give a part a content type of its own."""
        if self.of(part) == content_type:
            return
        override = self._overrides.get(part.casefold())
        if override is None:
            override = etree.SubElement(self.root, OVERRIDE, {"PartName": f"/{part}"})
            self._overrides[part.casefold()] = override
        override.set("ContentType", content_type)
        self.is_changed = True
