"""The draft's XML with the changes of all returns recorded in it."""
