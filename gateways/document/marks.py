"""What a document says of how it was made: the seal's key, and which catalogues of phrases may be printed."""

from dataclasses import dataclass, field

from clinic.prescription.phrases.catalogue import Catalogue
from clinic.prescription.phrases.catalogues import Catalogues, own

DEVELOPMENT = "DEVELOPMENT KEY - not valid"
DRAFT = "DRAFT TRANSLATION - not reviewed"


@dataclass(frozen=True, slots=True)
class Marks:
    """``is_development``: the key of the seal is one that anybody could make. ``show_drafts``: to show them only."""

    is_development: bool
    catalogues: Catalogues = field(default_factory=own)
    show_drafts: bool = False

    def printed(self, language: str) -> tuple[Catalogue, ...]:
        return self.catalogues.printed(language, show_drafts=self.show_drafts)

    def on_each_page(self, language: str) -> tuple[str, ...]:
        drafts = any(not one.is_printed for one in self.printed(language))
        return (*((DEVELOPMENT,) if self.is_development else ()), *((DRAFT,) if drafts else ()))
