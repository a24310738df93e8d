"""What does an employer report of its workers, and what becomes of each row?"""
