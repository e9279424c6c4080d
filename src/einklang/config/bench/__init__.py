"""Speed against the bounds we promise: an invented committee, invented Word returns."""
