"""Reading a finished Word document: a container, its styles and lists, and then its text.

`typeset.reading` is the surface; nothing in here is meant for others.
"""
