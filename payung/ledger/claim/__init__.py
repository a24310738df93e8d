"""Which claims and pensions are there, and how does each of their rows enter?"""
