"""Reading a change is allowed by the change's own ARN.

IAM judges route53:GetChange against arn:aws:route53:::change/ID (Service Authorization Reference, Route 53). MiniStack
judges it against "*", which no policy that names changes allows.
"""

import re

from ministack.core import iam_actions

_CHANGE = re.compile(r"/change/([^/]+)$")


def close() -> None:
    extract = iam_actions.extract_resource_arn

    def extract_with_changes(service, method, path, *rest):
        change = _CHANGE.search(path) if service == "route53" else None
        return f"arn:aws:route53:::change/{change.group(1)}" if change else extract(service, method, path, *rest)

    iam_actions.extract_resource_arn = extract_with_changes
