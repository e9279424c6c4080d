"""What operators read must match what the program reads."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SETTINGS = ROOT / "src" / "einklang" / "config" / "settings.py"
OPERATIONS = ROOT / "docs" / "operations.md"


def variables(path: Path) -> set[str]:
    """Return the names as in `environment.text("EINKLANG_X")`, or in a document's code."""
    quote = '"' if path.suffix == ".py" else "`"
    return set(re.findall(rf"{quote}(EINKLANG_[A-Z0-9_]+){quote}", path.read_text()))


def test_operations_page_names_every_setting() -> None:
    outside_settings = {"EINKLANG_PG_BIN", "EINKLANG_DEMO_DIR"}

    assert variables(OPERATIONS) - outside_settings == variables(SETTINGS)


def test_example_names_only_real_settings() -> None:
    text = (ROOT / "deploy" / "einklang.env.example").read_text()

    assert set(re.findall(r"EINKLANG_[A-Z0-9_]+", text)) <= variables(SETTINGS)


def test_compose_file_has_every_process() -> None:
    compose = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())

    assert sorted(compose["services"]) == ["db", "migrate", "web", "worker"]


@pytest.mark.parametrize("name", ["web", "worker"])
def test_systemd_unit_starts_a_real_command(name: str) -> None:
    text = (ROOT / "deploy" / "systemd" / f"einklang-{name}.service").read_text()

    assert f"ExecStart=/opt/einklang/.venv/bin/python -m einklang {name}\n" in text
