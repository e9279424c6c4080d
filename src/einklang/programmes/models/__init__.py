from einklang.programmes.models.figure import Figure, Indicator, Source
from einklang.programmes.models.programme import Programme, ProgrammeCarrier

__all__ = ["Figure", "Indicator", "Programme", "ProgrammeCarrier", "Source"]
