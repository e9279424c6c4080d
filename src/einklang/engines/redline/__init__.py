"""From many returned Word files to one document in which every word keeps its owner.

Main words: a `Draft` went out; a `Return` came back from one association; a `Change` is one
proposal with all its supporters; a `Conflict` names the words that several want differently; a
`Decision` accepts, rejects or replaces a change. The engine knows neither Django nor the
platform.
"""
