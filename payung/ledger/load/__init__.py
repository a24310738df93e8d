"""How do the tables of a run become rows, and which counts of a load are kept for good?"""
