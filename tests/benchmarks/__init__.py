"""Timings, side by side: each module measures one subject and yields a figure with its target."""
