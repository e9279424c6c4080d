"""An invented committee's year, as large as wanted, as a workbook."""

import io
from datetime import date, timedelta
from typing import Any

from openpyxl import Workbook

COMMITTEE = "bench-committee"
KINDS = [
    ("statement", "published"),
    ("joint_letter", "sent"),
    ("high_level_talk", "held"),
    ("press_release", "published"),
    ("expert_forum", "held"),
]
SUBJECTS = [
    "Pflegeversicherung", "Wohnungslosigkeit", "Jugendhilfe", "Schuldnerberatung",
    "Behindertenhilfe", "Quartiersarbeit", "Familienberatung", "Suchthilfe",
]  # fmt: skip
ORGANISATIONS = 60
PEOPLE = 40

Sheets = dict[str, list[dict[str, Any]]]


def year_sheets(year: int, size: int) -> Sheets:
    """Return rows of the intake format: activities with roles, numbers and links."""
    sheets: Sheets = {
        "committee": [{"key": COMMITTEE, "name": "Fachausschuss Messung", "article": "der"}],
        "organisations": [
            {
                "key": f"bench-organisation-{number}",
                "kind": "association",
                "name": f"Verband für Messungen {number}",
                "article": "der",
            }
            for number in range(ORGANISATIONS)
        ],
        "people": [
            {
                "key": f"bench-person-{number}",
                "given_name": "Kim",
                "family_name": f"Muster {number}",
            }
            for number in range(PEOPLE)
        ],
        "activities": [activity(year, number) for number in range(size)],
        "participations": [],
        "claims": [],
        "links": [],
    }
    for number in range(size):
        key = key_of(year, number)
        for role, actor in (
            ("author", f"bench-organisation-{number % ORGANISATIONS}"),
            ("addressee", f"bench-organisation-{(number * 7 + 1) % ORGANISATIONS}"),
            ("guest", f"bench-person-{number % PEOPLE}"),
        ):
            sheets["participations"].append({"activity": key, "role": role, "actor": actor})
        if number % 10 == 0:
            sheets["claims"].append(
                {
                    "activity": key,
                    "label": "Teilnehmende",
                    "value": number + 10,
                    "qualifier": "about",
                }
            )
        if number % 20 == 1:
            sheets["links"].append(
                {"source": key, "kind": "follows_from", "target": key_of(year, number - 1)}
            )
    return sheets


def key_of(year: int, number: int) -> str:
    return f"m{year}-{number}"


def activity(year: int, number: int) -> dict[str, Any]:
    kind, state = KINDS[number % len(KINDS)]
    subject = SUBJECTS[number % len(SUBJECTS)]
    day = date(year, 1, 1) + timedelta(days=number % 365)
    return {
        "key": key_of(year, number),
        "kind": kind,
        "state": state,
        "title": f"{subject} im Wandel: Beratung für Bürger:innen, Teil {number}",
        "title_en": f"{subject} in transition, part {number}",
        "when": day.isoformat(),
        "year": year,
        "visibility": "public" if number % 3 == 0 else "committee",
        "place": "Berlin",
    }


def workbook(sheets: Sheets) -> bytes:
    """Write the rows as .xlsx with the keys as headers."""
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        if not rows:
            continue
        page = book.create_sheet(name)
        columns = list(dict.fromkeys(column for row in rows for column in row))
        page.append(columns)
        for row in rows:
            page.append([row.get(column) for column in columns])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
