"""CloudFormation sets a bucket's replication.

MiniStack's S3 replicates, and its AWS::S3::Bucket drops the property.
"""

import xml.etree.ElementTree as ET

from ministack.services import s3
from ministack.services.cloudformation import provisioners


def close() -> None:
    handler = provisioners._RESOURCE_HANDLERS["AWS::S3::Bucket"]
    create, update = handler["create"], handler["update"]

    def create_whole(logical_id, props, stack_name):
        name, attributes = create(logical_id, props, stack_name)
        apply(name, props)
        return name, attributes

    def update_whole(physical_id, old_props, new_props, stack_name):
        name, attributes = update(physical_id, old_props, new_props, stack_name)
        apply(name, new_props)
        return name, attributes

    handler.update(create=create_whole, update=update_whole)


def apply(bucket: str, props: dict) -> None:
    replication = props.get("ReplicationConfiguration")
    if not replication:
        return
    status, _, body = s3._put_bucket_replication(bucket, request(replication))
    if status >= 300:
        raise ValueError(body.decode() if isinstance(body, bytes) else str(body))


def request(replication: dict) -> bytes:
    root = ET.Element("ReplicationConfiguration", xmlns=s3.S3_NS)
    ET.SubElement(root, "Role").text = replication["Role"]
    for rule in replication["Rules"]:
        el = ET.SubElement(root, "Rule")
        # The API's names, but for ID, are the template's.
        write(el, {("ID" if name == "Id" else name): value for name, value in rule.items()})
    return ET.tostring(root)


def write(parent, values: dict) -> None:
    for name, value in values.items():
        el = ET.SubElement(parent, name)
        if isinstance(value, dict):
            write(el, value)
        else:
            el.text = str(value)
