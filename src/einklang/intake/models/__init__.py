from einklang.intake.models.upload import Upload

__all__ = ["Upload"]
