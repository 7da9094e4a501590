"""An alarm that changes state tells EventBridge.

On AWS every change of state becomes one "CloudWatch Alarm State Change" event on the default bus of the alarm's
region, also when its actions are disabled (aws-facts.md, 4). MiniStack runs the alarm's actions only.
"""

import json
import time
from datetime import datetime, timezone

from ministack.core.responses import get_region, new_uuid
from ministack.services import cloudwatch, eventbridge

# AWS keeps the last state with its reason in the alarm; MiniStack has overwritten it by the time it dispatches.
_last_state: dict[str, dict] = {}


def close() -> None:
    run_actions = cloudwatch._dispatch_alarm_actions

    def tell_eventbridge_too(alarm, old_state, new_state, reason):
        # MiniStack keeps whole seconds; AWS the same milliseconds in DescribeAlarms and in the event.
        alarm["StateUpdatedTimestamp"] = now = round(time.time(), 3)
        emit(alarm, old_state, new_state, reason, now)
        run_actions(alarm, old_state, new_state, reason)

    cloudwatch._dispatch_alarm_actions = tell_eventbridge_too


def emit(alarm: dict, old_state: str, new_state: str, reason: str, now: float) -> None:
    arn = alarm["AlarmArn"]
    previous = _last_state.get(arn) or newborn(alarm, old_state)
    state = {"reason": reason, "timestamp": timestamp(now), "value": new_state}
    if alarm.get("StateReasonData"):
        state["reasonData"] = alarm["StateReasonData"]
    _last_state[arn] = state
    detail = {
        "alarmName": alarm["AlarmName"],
        "configuration": configuration(alarm),
        "previousState": previous,
        "state": state,
    }
    entry = {
        "Source": "aws.cloudwatch",
        "DetailType": "CloudWatch Alarm State Change",
        "Resources": [arn],
        "Detail": json.dumps(detail),
    }
    # PutEvents refuses "aws.*" from customers, on AWS too; this is the service itself speaking.
    eventbridge._put_events({"Entries": [entry]}, allow_aws_source=True)
    cloudwatch.logger.info("CloudWatch -> EventBridge %s: %s in %s", new_state, arn, get_region())


def newborn(alarm: dict, value: str) -> dict:
    created = alarm.get("AlarmConfigurationUpdatedTimestamp", time.time())
    return {"reason": "Unchecked: Initial alarm creation", "timestamp": timestamp(created), "value": value}


def configuration(alarm: dict) -> dict:
    if "AlarmRule" in alarm:
        return {"alarmRule": alarm["AlarmRule"]}
    metric = {
        "dimensions": {d["Name"]: d["Value"] for d in alarm.get("Dimensions") or []},
        "name": alarm.get("MetricName"),
        "namespace": alarm.get("Namespace"),
    }
    stat = {"metric": metric, "period": alarm.get("Period"), "stat": alarm.get("Statistic")}
    described = {"metrics": [{"id": new_uuid(), "metricStat": stat, "returnData": True}]}
    if alarm.get("AlarmDescription"):
        described["description"] = alarm["AlarmDescription"]
    return described


def timestamp(epoch: float) -> str:
    """AWS's form, which is not quite ISO 8601: 2019-10-02T17:04:40.989+0000"""
    at = datetime.fromtimestamp(epoch, tz=timezone.utc)
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}+0000"
