"""The only modules that touch the world: HTTP, files, PostgreSQL, Great Expectations."""
