"""The pure core: frozen values in, frozen values out. No clock, no network, no database."""
