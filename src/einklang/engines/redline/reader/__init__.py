"""From XML to streams of characters with formats, owners and objects.

Only this room, `settle` and `writer` know the elements of WordprocessingML.
"""
