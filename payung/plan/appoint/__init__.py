"""What does a decree do to whom before it is signed, and which list would do less harm?"""
