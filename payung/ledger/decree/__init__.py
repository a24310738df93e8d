"""Which decrees are there, whom do they touch, and who objects or asks to come back?"""
