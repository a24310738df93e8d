"""Who is covered, why or why not, since when, until when, and by which article?"""
