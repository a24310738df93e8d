"""Who reads, whose rows, for what, and which trace does a look leave?"""
