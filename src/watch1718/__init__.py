"""Who is said to have moved what to or from the DPRK, and which paragraph that touches.

snapshot -> document -> mentions -> claims -> findings -> alerts -> editions
"""
