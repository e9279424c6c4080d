from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    name = "einklang.papers"
    label = "papers"
    verbose_name = _("Papers")

    def ready(self) -> None:
        # Models load only now.
        from einklang.chronicle.queries.trail import register_trail  # noqa: PLC0415 - see above
        from einklang.papers.queries.trail import paper_trail  # noqa: PLC0415 - see above

        register_trail(paper_trail)
