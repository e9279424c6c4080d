from einklang.reports.models.report import (
    Report,
    ReportEntry,
    ReportSection,
    ReportVersion,
    SectionContent,
)

__all__ = ["Report", "ReportEntry", "ReportSection", "ReportVersion", "SectionContent"]
