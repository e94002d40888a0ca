"""Finding a diagnosis."""

from typing import Annotated

from pydantic import Field

from clinic.consultation.icd10 import LONGEST_QUERY, Icd10
from http_api.operations import Answer, Call, Operations, Query, Who


class FindDiagnosis(Query):
    """``text``: words of the title or of every day, in English or Hindi, or the beginning of a code."""

    text: Annotated[str, Field(max_length=LONGEST_QUERY)]


class CodedAnswer(Answer):
    code: str
    title: str


class DiagnosesFound(Answer):
    """The likeliest first."""

    found: list[CodedAnswer]


def add_icd10(operations: Operations, icd10: Icd10) -> None:
    async def find_diagnosis(call: Call, query: FindDiagnosis) -> DiagnosesFound:
        found = await icd10.search(query.text)
        return DiagnosesFound(found=[CodedAnswer(code=one.code, title=one.title) for one in found])

    operations.add(
        "GET",
        "/icd10",
        find_diagnosis,
        "Diagnoses of ICD-10",
        takes=FindDiagnosis,
        gives=DiagnosesFound,
        who=Who.STAFF,
    )
