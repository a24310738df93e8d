"""Who is told what, when, by which gateway?"""
