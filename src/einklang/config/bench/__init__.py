"""Speed against the bounds we promise, on an invented committee with many records."""
