from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.db import connection


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year")

    def handle(self, *_args: object, **options: object) -> None:
        self.stdout.write(f"{options['year']} with {len(connection.introspection.table_names())}")
