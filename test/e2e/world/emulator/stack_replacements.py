"""A change set says which resources would be made anew.

MiniStack knows that of some types, and calls every other change conditional. AWS's own resource schemas, which the
template linter brings along, say it of all: a property that is create-only is what a change replaces a resource for.
"""

from ministack.services.cloudformation import provisioners, stacks


def close() -> None:
    known = provisioners._property_recreation

    def from_the_schemas(resource_type: str, name: str) -> str:
        if resource_type in provisioners._REPLACING_PROPERTIES:
            return known(resource_type, name)
        paths = [path.split("/")[2:] for path in create_only(resource_type)]
        if [name] in paths:
            return "Always"
        return "Conditionally" if any(path[0] == name for path in paths) else "Never"

    provisioners._property_recreation = from_the_schemas
    stacks._property_recreation = from_the_schemas


def create_only(resource_type: str) -> list[str]:
    # Takes a second to load, and only change sets ask.
    from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", resource_type).schema
    return schema.get("createOnlyProperties") or []
