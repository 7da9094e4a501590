"""Route 53 gives back the health check it was given.

MiniStack loses the children of a CALCULATED check and the regions of any (it looks for the value one level too deep),
writes booleans as "True", which is no XML boolean, and updates a check whatever its version: on AWS a
HealthCheckVersion that is not the current one is refused with 409 HealthCheckVersionMismatch (aws-facts.md, 2).
"""

from ministack.services import route53

_LISTS = {"ChildHealthChecks": "ChildHealthCheck", "Regions": "Region"}


def close() -> None:
    parse = route53._parse_health_check_config
    build = route53._build_health_check_el
    update = route53._update_health_check

    def parse_lists_too(el):
        config = parse(el)
        for outer, inner in _LISTS.items():
            found = route53._find(el, outer)
            if found is not None:
                config[outer] = [child.text or "" for child in route53._findall(found, inner)]
        return config

    def build_xml_booleans(parent, health_check):
        build(parent, health_check)
        for el in parent.iter():
            if el.text in ("True", "False"):
                el.text = el.text.lower()

    def update_the_version_seen(health_check_id, body):
        root = route53._parse_body(body)
        seen = route53._text(root, "HealthCheckVersion") if root is not None else ""
        current = route53._health_checks.get(health_check_id)
        if current and seen and int(seen) != current.get("version", 1):
            message = "The value of HealthCheckVersion in the request doesn't match the value in the health check."
            return route53._error_response("HealthCheckVersionMismatch", message, 409)
        return update(health_check_id, body)

    route53._parse_health_check_config = parse_lists_too
    route53._build_health_check_el = build_xml_booleans
    route53._update_health_check = update_the_version_seen
