"""Accepting, rejecting and listing tracked changes of any .docx, whoever recorded them.

A `Revision` is one recorded change in one part. Settling it works on the XML in place and leaves
all other revisions tracked (ISO/IEC 29500-1, 17.13.5).
"""
