"""The format of the import: one description for the workbook, the .yaml and the .csv."""

from einklang.intake.sheets import chronicle, federation, programmes, reports
from einklang.intake.sheets.sheet import Column, Sheet

SHEETS: tuple[Sheet, ...] = (
    *federation.SHEETS,
    *programmes.SHEETS,
    *chronicle.SHEETS,
    *reports.SHEETS,
)
"""In the order in which they are written: nobody refers to a later sheet."""
BY_KEY = {sheet.key: sheet for sheet in SHEETS}
CATALOGUE = frozenset(sheet.key for sheet in chronicle.CATALOGUE)

__all__ = ["BY_KEY", "CATALOGUE", "SHEETS", "Column", "Sheet"]
