"""CloudFormation sets a function's dead-letter queue and its reserved concurrency.

MiniStack's Lambda knows both, but its AWS::Lambda::Function drops the two properties.
"""

from ministack.services import lambda_svc
from ministack.services.cloudformation import provisioners


def close() -> None:
    handler = provisioners._RESOURCE_HANDLERS["AWS::Lambda::Function"]
    create, update = handler["create"], handler["update"]

    def create_whole(logical_id, props, stack_name):
        name, attributes = create(logical_id, props, stack_name)
        apply(name, props)
        return name, attributes

    def update_whole(physical_id, old_props, new_props, stack_name, logical_id=None):
        name, attributes = update(physical_id, old_props, new_props, stack_name, logical_id)
        apply(name, new_props)
        return name, attributes

    handler.update(create=create_whole, update=update_whole)


def apply(name: str, props: dict) -> None:
    function = lambda_svc._functions[name]
    reserved = props.get("ReservedConcurrentExecutions")
    function["concurrency"] = None if reserved is None else int(reserved)
    dead_letters = props.get("DeadLetterConfig")
    if dead_letters:
        function["config"]["DeadLetterConfig"] = dead_letters
    else:
        function["config"].pop("DeadLetterConfig", None)
