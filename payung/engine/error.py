"""What can a programmer get wrong with a step? Each mistake is an error of its own."""


class EngineError(Exception):
    """A step or an engine was used wrongly."""


class MacroArguments(EngineError):
    """A macro was called with other arguments than it takes."""


class UnknownEngine(EngineError):
    """No engine has this name."""


class EngineMissing(EngineError):
    """The engine's library is not installed."""
