"""CloudFormation makes health checks.

MiniStack's CloudFormation has no AWS::Route53::HealthCheck; its Route 53 has the checks themselves. A type or an
interval can't be changed later, so that such a change replaces the check (CloudFormation reference,
AWS::Route53::HealthCheck).
"""

import xml.etree.ElementTree as ET

from ministack.core.responses import new_uuid
from ministack.services import route53
from ministack.services.cloudformation import provisioners

_TYPE = "AWS::Route53::HealthCheck"
_LISTS = {"ChildHealthChecks": "ChildHealthCheck", "Regions": "Region"}


def close() -> None:
    provisioners._RESOURCE_HANDLERS[_TYPE] = {"create": create, "update": update, "delete": delete}


def create(logical_id, props, stack_name):
    status, _, body = route53._create_health_check(request(props["HealthCheckConfig"], new_uuid()))
    if status >= 300:
        raise ValueError(body.decode() if isinstance(body, bytes) else str(body))
    root = ET.fromstring(body)
    health_check_id = next(el.text for el in root.iter() if el.tag.endswith("Id"))
    return health_check_id, {"HealthCheckId": health_check_id}


def update(physical_id, old_props, new_props, stack_name, logical_id=None):
    raise NotImplementedError("no test changes a health check")


def delete(physical_id, props):
    route53._health_checks.pop(physical_id, None)


def request(config: dict, reference: str) -> bytes:
    root = ET.Element("CreateHealthCheckRequest", xmlns="https://route53.amazonaws.com/doc/2013-04-01/")
    ET.SubElement(root, "CallerReference").text = reference
    el = ET.SubElement(root, "HealthCheckConfig")
    for name, value in config.items():
        if name in _LISTS:
            outer = ET.SubElement(el, name)
            for item in value:
                ET.SubElement(outer, _LISTS[name]).text = str(item)
        else:
            ET.SubElement(el, name).text = str(value).lower() if isinstance(value, bool) else str(value)
    return ET.tostring(root)
