"""What can go wrong when the law is read or asked? Each error names the parameter and what to do."""


class LawError(Exception):
    """Something is wrong with a parameter, a source or a question about them."""


class ParameterMalformed(LawError):
    """A parameter or source file is not in the house form; the message names the file."""


class UnknownParameter(LawError):
    """No parameter has this id."""


class KeyMissing(LawError):
    """The parameter has no such key, needs a key, or holds a list where one value is asked."""


class NotInForce(LawError):
    """The parameter has no value on the day asked for."""


class NotSwitchedOn(LawError):
    """The parameter is not law (proposed, contested, cancelled, history) and no scenario switched it on."""


class CallMalformed(LawError):
    """A call of param, bracket or basis in a rule has the wrong arguments."""


class AlreadyLaw(LawError):
    """The parameter is law: a scenario cannot switch it on, and must not move its days."""
