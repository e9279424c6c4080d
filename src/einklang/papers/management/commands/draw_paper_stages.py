"""``einklang draw_paper_stages``: draw the way of a paper as the code allows it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import override

from einklang.papers.enums import ALLOWED, Stage

DRAWING = Path("docs/reference/paper-stages.md")
HEAD = """# Stages of a paper

Drawn by `./ek manage draw_paper_stages` from `ALLOWED` in `src/einklang/papers/enums.py`; do not
edit by hand. A consolidation that is adopted leads back to drafting, with a new version.
"""


def stage_drawing() -> str:
    """Return the document: a state diagram and the same as a table."""
    with override("en"):
        names = "\n".join(f"    {stage.value}: {stage.label}" for stage in Stage)
        rows = "\n".join(
            f"| {stage.label} | {', '.join(str(to.label) for to in targets(stage)) or '–'} |"
            for stage in Stage
        )
    arrows = "\n".join(
        f"    {stage.value} --> {to.value}" for stage in Stage for to in targets(stage)
    )
    ends = "\n".join(f"    {stage.value} --> [*]" for stage in Stage if not targets(stage))
    return (
        f"{HEAD}\n```mermaid\nstateDiagram-v2\n{names}\n    [*] --> {Stage.DRAFTING.value}\n"
        f"{arrows}\n{ends}\n```\n\n| From | leads to |\n|---|---|\n{rows}\n"
    )


def targets(stage: Stage) -> list[Stage]:
    """Return where the stage leads, in the order of the way."""
    return [to for to in Stage if to in ALLOWED[stage]]


class Command(BaseCommand):
    help = "Write docs/reference/paper-stages.md anew."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--path", type=Path, default=DRAWING)

    def handle(self, *_args: object, **options: Any) -> None:
        path: Path = options["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(stage_drawing(), encoding="utf-8")
        self.stdout.write(str(path))
