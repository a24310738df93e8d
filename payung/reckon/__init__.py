"""Reckon: what does the law give one person, for the facts of that person?"""
