"""JSON Schema 2020-12 of the composition, printed from the models."""

from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from kvid_composition.document.values import JsonObject
from kvid_composition.model.composition import Composition

__all__ = ["SchemaGenerator", "composition_schema", "title_schema"]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


class SchemaGenerator(GenerateJsonSchema):
    """pydantic's generator, told what documents that others write look like."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Leave defaults out: an absent member is absent, and nobody fills it in."""
        return self.generate_inner(schema["schema"])

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """Give the choices without `discriminator`, which is OpenAPI's and no keyword here."""
        return {"oneOf": [self.generate_inner(choice) for choice in schema["choices"].values()]}

    def field_is_required(
        self,
        field: core_schema.ModelField | core_schema.DataclassField | core_schema.TypedDictField,
        total: bool,
    ) -> bool:
        """Require `type`, which has a default only for those who build a model by hand."""
        inner: Any = field["schema"]
        return isinstance(inner.get("default"), str) or super().field_is_required(field, total)

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        """Leave titles of fields out: they would only repeat the keys."""
        return False


def composition_schema() -> JsonObject:
    """Give the JSON Schema 2020-12 of a composition; a new value at each call.

    It says what the models say, shape for shape. References, overlaps and URLs are beyond a schema:
    `validate_composition` checks them.
    """
    schema = Composition.model_json_schema(schema_generator=SchemaGenerator)
    return title_schema("composition", schema)


def title_schema(name: str, schema: dict[str, Any]) -> JsonObject:
    """Put dialect and id before a schema, and drop pydantic's title of the root."""
    members = {key: value for key, value in schema.items() if key != "title"}
    return {"$schema": _DIALECT, "$id": f"urn:kvid-composition:schema:{name}", **members}
