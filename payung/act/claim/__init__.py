"""What is claimed, decided by two people, and paid once?"""
