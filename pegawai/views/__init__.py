"""Pages of the app: the list, the person, the import."""
