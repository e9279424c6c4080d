import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from procrastinate.contrib.django import app
from pytest_django import Settings

from einklang.core import files, jobs

pytestmark = pytest.mark.django_db(transaction=True)


def waiting() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE status = 'todo'")
        return [name for (name,) in cursor.fetchall()]


def test_enqueue_is_taken_back_with_its_transaction() -> None:
    def fail_after_enqueue() -> None:
        with transaction.atomic():
            jobs.enqueue("core.test")
            assert waiting() == ["core.test"]
            raise RuntimeError("rolled back")

    with pytest.raises(RuntimeError, match="rolled back"):
        fail_after_enqueue()

    assert waiting() == []


def test_housekeeping_is_registered_once() -> None:
    periodic = [task.task.name for task in app.periodic_registry.periodic_tasks.values()]

    assert sorted(name for name in periodic if name.startswith("core.")) == [
        "core.heal",
        "core.prune",
        "core.sweep_files",
    ]


def test_sweep_is_what_the_job_does(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    with transaction.atomic():
        name = files.store_blob(ContentFile(b"forgotten"), ending="pdf")
    os.utime(tmp_path / name, (0, 0))

    app.tasks["core.sweep_files"](timestamp=0)

    assert not (tmp_path / name).exists()
