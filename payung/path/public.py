"""All that others may import from path."""

from payung.path.run import PathReport, find_paths
from payung.path.sentence import route_sentence
from payung.path.steps import path_steps

__all__ = ["PathReport", "find_paths", "path_steps", "route_sentence"]
