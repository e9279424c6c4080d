"""Edits of many returns become changes with supporters, and conflicts."""
