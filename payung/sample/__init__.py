"""A synthetic country: the suppliers' files as a real country would hand them over, and the truth apart."""
