"""From one content tree to an accessible PDF, a Word document, a web page and Markdown.

Main words: a `Document` holds blocks, blocks hold inlines; a writer turns the whole tree into
one file. The engine knows neither Django nor the platform.
"""
