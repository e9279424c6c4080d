"""Read .yaml: a mapping from sheets to lists of rows, with the line of every row."""

import re
from decimal import Decimal
from typing import Any

import yaml
from django.utils.translation import gettext as _

from einklang.intake.errors import UnreadableError
from einklang.intake.problems import Problem
from einklang.intake.readers.tables import (
    LARGEST_TABLE,
    BadCell,
    RawCell,
    RawRow,
    RawTable,
    Reading,
    too_many_rows,
)

DEEPEST = 8
LONGEST_NAMED = 50
MOST_EVENTS = 3_000_000
TRUE_WORDS = {"true", "yes", "on", "y"}
PLAIN_INTEGER = re.compile(r"-?(0|[1-9]\d{0,17})")
PLAIN_DECIMAL = re.compile(r"-?\d+\.\d+")
LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str) -> Reading:
    """Read the whole text.

    :raises UnreadableError: if it is no YAML, or uses what only bombs use.
    """
    try:
        _refuse_bombs(text)
        root = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise UnreadableError(_("The file is no valid YAML: line %s.") % line) from error
    if not isinstance(root, yaml.MappingNode):
        raise UnreadableError(_("The file must name its sheets: activities: and so on."))
    reading = Reading()
    for name, rows in root.value:
        line = name.start_mark.line + 1
        title = str(name.value) if isinstance(name, yaml.ScalarNode) else "?"
        table = RawTable(title, line)
        reading.tables.append(table)
        _read_rows(table, rows, reading)
    return reading


def _refuse_bombs(text: str) -> None:
    """Bound depth and size; a name (*name) may stand for one value or one short flat list.

    Bombs are names for lists of names. What programs write for equal short lists is harmless.
    """
    simple: set[str] = set()
    open_lists: list[tuple[str | None, int]] = []
    for number, event in enumerate(yaml.parse(text, Loader=LOADER)):
        if isinstance(event, yaml.ScalarEvent) and event.anchor:
            simple.add(event.anchor)
        elif isinstance(event, yaml.CollectionStartEvent):
            is_list = isinstance(event, yaml.SequenceStartEvent)
            open_lists.append((event.anchor if is_list else None, number))
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, start = open_lists.pop()
            if anchor and number - start <= LONGEST_NAMED:
                simple.add(anchor)
        elif isinstance(event, yaml.AliasEvent) and (
            event.anchor not in simple or _is_named(open_lists)
        ):
            raise UnreadableError(
                _("Line %s refers to another place (*name). Please write the value out.")
                % _line(event.start_mark)
            )
        if len(open_lists) > DEEPEST or number > MOST_EVENTS:
            raise UnreadableError(_("The file is nested too deeply, or too large."))


def _line(mark: Any) -> int:
    return int(mark.line) + 1


def _is_named(open_lists: list[tuple[str | None, int]]) -> bool:
    return any(anchor for anchor, _start in open_lists)


def _read_rows(table: RawTable, node: yaml.Node, reading: Reading) -> None:
    if isinstance(node, yaml.ScalarNode) and not node.value.strip():
        return
    nodes = [node] if isinstance(node, yaml.MappingNode) else node.value
    if not isinstance(node, yaml.MappingNode | yaml.SequenceNode):
        problem = Problem(_("A list of rows is expected here."), table.name, table.row)
        reading.problems.append(problem)
        return
    if len(nodes) > LARGEST_TABLE:
        reading.problems.append(too_many_rows(table))
        return
    for row in nodes:
        line = row.start_mark.line + 1
        if not isinstance(row, yaml.MappingNode):
            problem = Problem(_("A row names its columns: title: …"), table.name, line)
            reading.problems.append(problem)
            continue
        table.rows.append(RawRow(line, _cells(table, row, reading)))


def _cells(table: RawTable, row: yaml.MappingNode, reading: Reading) -> dict[str, RawCell]:
    cells: dict[str, RawCell] = {}
    for key, value in row.value:
        heading = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
        if heading in cells:
            problem = Problem(
                _("The column stands twice in one row."),
                table.name,
                key.start_mark.line + 1,
                heading,
            )
            reading.problems.append(problem)
        cells[heading] = _cell(value)
    return cells


def _cell(node: yaml.Node) -> RawCell:
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        parts = [_cell(part) for part in node.value]
        if all(not isinstance(part, BadCell | list) for part in parts):
            return parts
    return BadCell(_("One value or a list of values is expected here."))


def _scalar(node: yaml.ScalarNode) -> RawCell:
    """Keep texts as they are written: neither octal numbers nor times of day are meant."""
    if node.tag == "tag:yaml.org,2002:null":
        return None
    if node.tag == "tag:yaml.org,2002:bool":
        return node.value.lower() in TRUE_WORDS
    if node.tag == "tag:yaml.org,2002:int" and PLAIN_INTEGER.fullmatch(node.value):
        return int(node.value)
    if node.tag == "tag:yaml.org,2002:float" and PLAIN_DECIMAL.fullmatch(node.value):
        return Decimal(node.value)
    return str(node.value)
