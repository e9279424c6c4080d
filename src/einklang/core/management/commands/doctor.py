"""``einklang doctor``: is this installation ready to work."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from einklang.core.doctor import examine


class Command(BaseCommand):
    help = "Check settings, database, storage and mail; exit status 1 when something is wrong."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        findings = list(examine())
        for finding in findings:
            mark = "ok  " if finding.is_good else "FAIL"
            self.stdout.write(f"{mark}  {finding.subject}: {finding.message}")
        wrong = sum(not finding.is_good for finding in findings)
        if wrong:
            raise CommandError(f"{wrong} of {len(findings)} checks failed.")
