"""The values of a claim: when it happened, how much, along which way, with which ships and firms, who says so."""
