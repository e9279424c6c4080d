"""The arguments of each command."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from einklang.engines.redline.cli.texts import text, usage_problem
from einklang.engines.redline.errors import Language


class Parser(argparse.ArgumentParser):
    """One command's parser, in the person's language."""

    def __init__(self, command: str, language: Language) -> None:
        self.language = language
        self.known_usage = ""
        super().__init__(
            prog=f"einklang redline {command}",
            description=text(command, language),
            formatter_class=self._formatter,
            add_help=False,
            allow_abbrev=False,
        )
        self.needed = self.add_argument_group(text("arguments", language))
        self.optional = self.add_argument_group(text("options", language))

    def _formatter(self, prog: str) -> argparse.HelpFormatter:
        return _Formatter(prog, text("usage", self.language))

    def need(self, *names: str, about: str, **more: Any) -> None:
        """Add an argument that must be given; `about` is the key of its help."""
        self.needed.add_argument(*names, help=text(about, self.language), **more)

    def allow(self, *names: str, about: str, **more: Any) -> None:
        """Add an option; `about` is the key of its help."""
        self.optional.add_argument(*names, help=text(about, self.language), **more)

    def remember_usage(self) -> None:
        """Keep the usage: `parse_intermixed_args` cuts it, counting on an English prefix."""
        self.known_usage = self.format_usage()

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.known_usage}{usage_problem(message, self.language)}\n")

    def refuse(self, key: str, **values: object) -> NoReturn:
        """End with a text of ours, as after any other wrong argument."""
        self.exit(2, f"{self.known_usage}{text(key, self.language, **values)}\n")


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str, prefix: str) -> None:
        super().__init__(prog, max_help_position=30)
        self.prefix = prefix

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, self.prefix if prefix is None else prefix)


def command_parser(command: str, language: Language) -> Parser:
    """Return the parser of `consolidate`, `compare`, `accept`, `reject` or `show`."""
    parser = Parser(command, language)
    if command == "consolidate":
        _add_consolidate(parser)
    elif command == "compare":
        parser.need("old", metavar="ALT", type=Path, about="arg-old")
        parser.need("new", metavar="NEU", type=Path, about="arg-new")
        _add_output(parser)
        parser.allow("--by", metavar="NAME", about="arg-by-compare")
    else:
        parser.need("file", metavar="DATEI", type=Path, about="arg-file")
        if command == "show":
            parser.allow("--json", action="store_true", about="arg-show-json")
        else:
            _add_output(parser)
            parser.allow("--by", metavar="NAME", about="arg-by-settle")
            parser.allow("--only", metavar="ID", type=int, nargs="+", default=[], about="arg-only")
    parser.allow("--lang", choices=("de", "en"), about="arg-lang")
    parser.allow("-h", "--help", action="help", about="help")
    return parser


def _add_consolidate(parser: Parser) -> None:
    parser.need("draft", metavar="ENTWURF", type=Path, about="arg-draft")
    parser.need("returns", metavar="DATEI", type=Path, nargs="*", about="arg-returns")
    _add_output(parser)
    parser.allow("--by", metavar="NAME=DATEI", action="append", default=[], about="arg-by-file")
    parser.allow(
        "--earlier", metavar="DATEI", action="append", type=Path, default=[], about="arg-earlier"
    )
    for name in ("synopsis", "json", "decisions", "protocol"):
        parser.allow(f"--{name}", metavar="DATEI", type=Path, about=f"arg-{name}")


def _add_output(parser: Parser) -> None:
    parser.need("-o", "--output", metavar="DATEI", type=Path, required=True, about="arg-output")


def parse(command: str, words: list[str], language: Language) -> tuple[Parser, Any]:
    """Return the parser, for further refusals, and what was given.

    Options may stand between the files. Ends the program with status 2 when the words are wrong,
    0 after `--help`.
    """
    parser = command_parser(command, language)
    if {"-h", "--help"} & set(words):
        # parse_intermixed_args would show its inner parser, without the files.
        sys.stdout.write(parser.format_help())
        parser.exit(0)
    parser.remember_usage()
    return parser, parser.parse_intermixed_args(words)
