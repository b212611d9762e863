"""Archives of files as members and streams: a module a kind."""
