"""Federal programmes and their strands, their own carrier groups, and figures as records.

A ``Figure`` never overwrites another: contradicting figures stand side by side, each with its
kind (draft, adopted, actual …), its ``Source`` and its date.
"""
