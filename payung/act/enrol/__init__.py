"""How is a worker, a family or a list enrolled, and what becomes of those who could not be?"""
