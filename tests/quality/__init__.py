"""Evaluation documents of our own, and the page that says how well they are read."""
