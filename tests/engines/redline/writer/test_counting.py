"""How many changes a name has; LibreOffice's own count is the measure in test_office_*.py."""

import pytest
from lxml import etree

from einklang.engines.redline.names import W
from einklang.engines.redline.writer.counting import count_authors

INS = '<w:ins w:id="1" w:author="A"><w:r><w:t>neu</w:t></w:r></w:ins>'
OTHER = INS.replace('"A"', '"B"')
DEL = '<w:del w:id="2" w:author="A"><w:r><w:delText>alt</w:delText></w:r></w:del>'
RUN = "<w:r><w:t>Text</w:t></w:r>"
MARK = '<w:pPr><w:rPr><w:ins w:id="3" w:author="A"/></w:rPr></w:pPr>'
BOLD = (
    '<w:r><w:rPr><w:b/><w:rPrChange w:id="4" w:author="A"><w:rPr/></w:rPrChange></w:rPr>'
    "<w:t>fett</w:t></w:r>"
)
LOOK = (
    '<w:pPr><w:jc w:val="end"/><w:pPrChange w:id="5" w:author="A"><w:pPr/></w:pPrChange></w:pPr>'
)
BOOKMARK = '<w:bookmarkStart w:id="6" w:name="x"/>'
ROW = '<w:trPr><w:ins w:id="7" w:author="A"/></w:trPr>'


def counted(*paragraphs: str) -> dict[str, int]:
    body = "".join(f"<w:p>{each}</w:p>" for each in paragraphs)
    return dict(count_authors([etree.fromstring(f'<w:body xmlns:w="{W}">{body}</w:body>')]))


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ([RUN], {}),
        ([INS + INS], {"A": 1}),
        ([INS + BOOKMARK + INS], {"A": 1}),
        ([INS + RUN + INS], {"A": 2}),
        ([INS + DEL], {"A": 2}),
        ([INS + OTHER], {"A": 1, "B": 1}),
        ([MARK + INS], {"A": 1}),
        ([MARK + RUN], {"A": 1}),
        ([MARK + INS, INS + RUN], {"A": 1}),
        ([MARK, MARK, INS], {"A": 1}),
        ([MARK + INS, RUN + INS], {"A": 2}),
        ([MARK + INS, RUN, INS], {"A": 2}),
        ([BOLD + BOLD], {"A": 1}),
        ([BOLD + RUN + BOLD], {"A": 2}),
        ([LOOK + RUN], {"A": 1}),
    ],
)
def test_neighbours_of_one_kind_and_name_are_one(
    paragraphs: list[str], expected: dict[str, int]
) -> None:
    assert counted(*paragraphs) == expected


def test_row_counts_by_what_stands_in_it() -> None:
    table = f'<w:tbl xmlns:w="{W}"><w:tr>{ROW}' + f"<w:tc><w:p>{INS}</w:p></w:tc>" * 2
    root = etree.fromstring(table + "</w:tr></w:tbl>")

    assert count_authors([root]) == (("A", 2),)
