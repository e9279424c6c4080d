"""The drawing of the stages is the one the code makes."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command

from einklang.papers.enums import ALLOWED, Stage
from einklang.papers.management.commands.draw_paper_stages import DRAWING, stage_drawing

ROOT = Path(__file__).resolve().parents[2]


def test_drawing_is_fresh() -> None:
    drawn = (ROOT / DRAWING).read_text(encoding="utf-8")

    assert drawn == stage_drawing(), "Run ./ek manage draw_paper_stages"


def test_drawing_has_every_step_and_every_end() -> None:
    drawing = stage_drawing()

    for stage in Stage:
        for target in ALLOWED[stage]:
            assert f"    {stage.value} --> {target.value}\n" in drawing
    assert "    [*] --> drafting\n" in drawing
    assert "    published --> [*]\n" in drawing


def test_command_writes_the_drawing(tmp_path: Path) -> None:
    path = tmp_path / "reference" / "stages.md"

    call_command("draw_paper_stages", path=path, stdout=StringIO())

    assert path.read_text(encoding="utf-8") == stage_drawing()
