"""Replication that can lag, and replicas that are the same version as their source.

On AWS replication is asynchronous: a written object reads PENDING until its copy is in the other bucket, S3 retries for
as long as it takes, and the replica keeps the source's version id (aws-facts.md, 5). MiniStack copies at once, under a
version id of its own. The test may stop and resume the copying out of a bucket.
"""

import threading

from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import s3

_lock = threading.Lock()
_stopped: dict[str, list] = {}
"""Source bucket -> what waits there to be copied, oldest first."""


def close() -> None:
    record_version = s3._record_object_version
    copy_object = s3._maybe_replicate
    copy_delete_marker = s3._maybe_replicate_delete_marker

    def keep_source_version(bucket, key, prior, obj, data):
        version_id = record_version(bucket, key, prior, obj, data)
        rename_replica(key, obj, version_id)
        return version_id

    def copy_object_or_wait(bucket, key, obj, data, tags=None):
        rule, _role = s3._replication_rule_for(bucket, key, tags)

        def copy_late():
            copy_object(bucket, key, obj, data, tags)
            rename_replica(key, obj, obj.get("version_id"))
            mark_source(bucket, key, obj)

        if rule is not None and waits(bucket, copy_late):
            obj["replication_status"] = "PENDING"
        else:
            copy_object(bucket, key, obj, data, tags)

    def copy_delete_marker_or_wait(bucket, key):
        if not waits(bucket, lambda: copy_delete_marker(bucket, key)):
            copy_delete_marker(bucket, key)

    s3._record_object_version = keep_source_version
    s3._maybe_replicate = copy_object_or_wait
    s3._maybe_replicate_delete_marker = copy_delete_marker_or_wait


def stop(bucket: str) -> None:
    with _lock:
        _stopped.setdefault(bucket, [])


def resume(bucket: str) -> int:
    """Copies what waited, in order. Returns how many changes that were."""
    with _lock:
        waiting = _stopped.pop(bucket, [])
    for account, region, copy in waiting:
        with request_scope(account, region):
            copy()
    return len(waiting)


def waits(bucket: str, copy) -> bool:
    with _lock:
        waiting = _stopped.get(bucket)
        if waiting is not None:
            waiting.append((get_account_id(), get_region(), copy))
        return waiting is not None


def rename_replica(key: str, obj: dict, version_id: str | None) -> None:
    if not version_id or not obj.get("_replica"):
        return
    bucket, own_version, account = obj["_replica"]
    with s3._in_account(account):
        for entry in s3._object_versions.get((bucket, key), []):
            if entry["version_id"] == own_version:
                entry["version_id"] = version_id
        current = s3._buckets[bucket]["objects"].get(key)
        if current is not None and current.get("version_id") == own_version:
            current["version_id"] = version_id
    obj["_replica"] = (bucket, version_id, account)


def mark_source(bucket: str, key: str, obj: dict) -> None:
    for entry in s3._object_versions.get((bucket, key), []):
        if entry["version_id"] == obj.get("version_id"):
            entry["replication_status"] = obj.get("replication_status")
