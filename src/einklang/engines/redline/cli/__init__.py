"""The commands on top of the engine: `einklang redline consolidate | compare | accept | …`.

They know files, arguments and words for the terminal; everything else is asked of `api`.
"""
