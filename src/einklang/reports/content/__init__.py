"""What a report says: records become sentences, sections and a content tree.

``Material.load`` fetches everything, ``compose`` tells it in one language, ``build_tree`` turns
it into the document the typesetter prints.
"""

from einklang.reports.content.compose import compose
from einklang.reports.content.material import Material
from einklang.reports.content.parts import Chapter, Composition, Passage, Sentence
from einklang.reports.content.storage import document_from, document_to_json
from einklang.reports.content.tree import ReportTree, brand_of, build_document, build_tree

__all__ = [
    "Chapter",
    "Composition",
    "Material",
    "Passage",
    "ReportTree",
    "Sentence",
    "brand_of",
    "build_document",
    "build_tree",
    "compose",
    "document_from",
    "document_to_json",
]
