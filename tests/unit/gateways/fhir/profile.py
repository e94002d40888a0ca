"""The profiles of NRCeS as rules of our own: the library checks no value set, cardinality or closed slice of theirs.

Each rule is a function that gives the sentences of what is against it. ``test_profile`` breaks a bundle for each.
"""

from tests.unit.gateways.fhir.document_rules import DOCUMENT_RULES
from tests.unit.gateways.fhir.reading import Resource, Rule
from tests.unit.gateways.fhir.resource_rules import RESOURCE_RULES

RULES: tuple[Rule, ...] = (*DOCUMENT_RULES, *RESOURCE_RULES)


def violations(bundle: Resource) -> list[str]:
    """Empty for a bundle that keeps every rule."""
    return [sentence for rule in RULES for sentence in rule(bundle)]
