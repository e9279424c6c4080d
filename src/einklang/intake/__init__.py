"""The way in for a year already lived: one file becomes the records of one committee.

``sheets`` says what a file may hold, ``readers`` turn .xlsx, .yaml and .csv into rows,
``planning`` compares them with the database and finds every mistake, ``operations`` write all or
nothing. ``workbooks`` writes the same format: the template and the export of a year.
"""
