import json
import os
from pathlib import Path

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    def handle(self, *_args: object, **_options: object) -> None:
        account = {"role": "Vorsitz", "email": "v@example.org", "password": "p", "note": "alles"}
        target = Path(os.environ["EINKLANG_DEMO_DIR"], "sign-ins.json")
        target.write_text(json.dumps([account]))
