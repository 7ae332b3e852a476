"""What can go wrong for reasons the user can mend."""


class KgError(Exception):
    """An error whose message is meant for the user: it says what is wrong and what to do."""


class InputError(KgError):
    """An input that cannot be read: names it and the reason."""

    def __init__(self, name: str, reason: str):
        super().__init__(f"{name}: {reason}")
        self.name, self.reason = name, reason


class ExtractionError(InputError):
    """An article that was read and cannot be extracted: names its file, its id and the reason."""

    def __init__(self, name: str, article: str, reason: str):
        super().__init__(name, f"article {article} {reason}")
        self.article = article


class RuleError(KgError):
    """A rule file that does not hold what it should: names the file, the key and the reason."""

    def __init__(self, file: str, key: str, reason: str):
        super().__init__(f"{file}: {key}: {reason}")
        self.file, self.key, self.reason = file, key, reason


class OutputError(KgError):
    """A result that cannot be written or read back: names the place and the reason."""

    def __init__(self, name: str, reason: str):
        super().__init__(f"{name}: {reason}")
        self.name, self.reason = name, reason


class LimitError(InputError):
    """A query that took more than it may: too long, too much memory, too many rows."""
