"""A rule's target may be an event bus in another region.

AWS delivers to it as the target's role, which needs events:PutEvents on that bus, and the event keeps the region it
came from (aws-facts.md, 4). MiniStack drops such an event, and rewrites the region of those it does forward.
"""

from ministack.core.iam_evaluator import EvalContext, _gather_role_policies, evaluate
from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import eventbridge


def close() -> None:
    within_the_region = eventbridge._dispatch_to_event_bus

    def to_any_region(spec, event, rule, event_path, target_input_payload=None):
        if spec.region == get_region() or spec.account_id != get_account_id():
            return within_the_region(spec, event, rule, event_path, target_input_payload)
        refusal = why_refused(spec, rule)
        if refusal:
            eventbridge.logger.warning("EventBridge -> %s not delivered: %s", spec, refusal)
            return None
        return deliver(spec, event, target_input_payload)

    eventbridge._dispatch_to_event_bus = to_any_region


def deliver(spec, event: dict, payload) -> None:
    bus = spec.resource.split("/", 1)[1]
    # Recursion is tracked by rule name within one region; the other region's rules are others.
    forwarded = {**event, "EventBusName": bus, "_DispatchPath": []}
    if payload is not None:
        forwarded["Detail"] = payload
    with request_scope(spec.account_id, spec.region):
        eventbridge._ensure_default_bus()
        if bus not in eventbridge._event_buses:
            eventbridge.logger.warning("EventBridge -> %s not delivered: no such bus", spec)
            return
        eventbridge._dispatch_event(forwarded)
    eventbridge.logger.info("EventBridge -> %s delivered from %s", spec, event.get("Region"))


def why_refused(spec, rule: dict) -> str | None:
    role_arn = role_of_target(spec, rule)
    if not role_arn:
        return "the target has no RoleArn, which another region's bus needs"
    policies = _gather_role_policies(role_arn.rsplit("/", 1)[-1], spec.account_id)
    context = EvalContext(
        principal_arn=role_arn,
        principal_type="AssumedRole",
        principal_account=spec.account_id,
        action="events:PutEvents",
        resource_arn=str(spec),
        region=spec.region,
    )
    allowed = evaluate(context, policies).decision == "Allow"
    return None if allowed else f"{role_arn} may not events:PutEvents on it"


def role_of_target(spec, rule: dict) -> str | None:
    key = eventbridge._rule_key(rule.get("Name"), rule.get("EventBusName", "default"))
    targets = eventbridge._targets.get(key, [])
    return next((target.get("RoleArn") for target in targets if target.get("Arn") == str(spec)), None)
