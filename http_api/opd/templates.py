"""A doctor's templates of notes."""

from http import HTTPStatus
from typing import Annotated, Any, ClassVar

from pydantic import Field

from clinic.consultation.templates import NoteTemplates, Template, TemplateId
from clinic.staff.account import StaffId
from clinic.staff.permissions import Permission
from http_api.bodies import Body
from http_api.clinic.permits import Permits, staff_of
from http_api.opd.notes import FIELD_REFUSALS, LARGEST_NOTES_BYTES, NoteFields, NoteFieldsBody, changes, note_fields
from http_api.operations import Answer, Call, Operations, Who


class PutTemplate(Body):
    largest_bytes: ClassVar[int] = LARGEST_NOTES_BYTES

    name: Annotated[str, Field(max_length=100)]
    fields: NoteFieldsBody


class TemplateAnswer(Answer):
    id: str
    name: str
    fields: NoteFields


class TemplatesAnswer(Answer):
    templates: list[TemplateAnswer]


class TemplatePages:
    def __init__(self, templates: NoteTemplates, permits: Permits) -> None:
        self._templates = templates
        self._permits = permits

    async def list_templates(self, call: Call) -> TemplatesAnswer:
        found = await self._templates.of(await self._doctor(call))
        return TemplatesAnswer(templates=[_answer(one) for one in found])

    async def add_template(self, call: Call, body: PutTemplate) -> TemplateAnswer:
        return _answer(await self._templates.add(await self._doctor(call), body.name, changes(body.fields)))

    async def change_template(self, call: Call, body: PutTemplate) -> TemplateAnswer:
        doctor = await self._doctor(call)
        return _answer(await self._templates.change(doctor, _named(call), body.name, changes(body.fields)))

    async def remove_template(self, call: Call) -> None:
        await self._templates.remove(await self._doctor(call), _named(call))

    async def _doctor(self, call: Call) -> StaffId:
        await self._permits.require(call, Permission.CONSULT)
        return staff_of(call)


def add_templates(operations: Operations, pages: TemplatePages) -> None:
    hers: dict[str, Any] = {"who": Who.STAFF}
    one: dict[str, Any] = hers | {"takes": PutTemplate, "gives": TemplateAnswer}
    every, named = "/desk/templates", "/desk/templates/{template}"
    written = ("not_permitted", "template_name_invalid", *FIELD_REFUSALS)
    operations.add(
        "GET", every, pages.list_templates, "Her templates", gives=TemplatesAnswer, refuses=("not_permitted",), **hers
    )
    operations.add(
        "POST",
        every,
        pages.add_template,
        "Keep a template",
        status=HTTPStatus.CREATED,
        refuses=(*written, "templates_too_many", "templates_busy"),
        **one,
    )
    operations.add("PUT", named, pages.change_template, "Change it", refuses=(*written, "template_unknown"), **one)
    operations.add(
        "DELETE",
        named,
        pages.remove_template,
        "Remove it",
        refuses=("not_permitted", "template_unknown"),
        **hers,
    )


def _named(call: Call) -> TemplateId:
    return TemplateId(call.named("template"))


def _answer(template: Template) -> TemplateAnswer:
    return TemplateAnswer(id=template.id, name=template.name, fields=note_fields(template.fields))
