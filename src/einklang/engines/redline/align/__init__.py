"""What a return changes, in positions of the draft's text."""
