"""The .docx container: parts, their relationships and content types.

An archive is read with care, a `Package` is what came out of it. Nothing in here knows what a
paragraph is.
"""
