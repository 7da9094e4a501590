"""A replication rule is read back as written.

moto answers every rule with delete markers off and for all keys, whatever was put (GetBucketReplication).
"""

from moto.core.responses import ActionResult
from moto.s3.exceptions import ReplicationConfigurationNotFoundError
from moto.s3.responses import S3Response


def close() -> None:
    S3Response.get_bucket_replication = _as_written


def _as_written(self):
    self.data["Action"] = "GetBucketReplication"
    written = self.backend.get_bucket_replication(self.bucket_name)
    if not written:
        raise ReplicationConfigurationNotFoundError(bucket_name=self.bucket_name)
    rules = [{**rule, "Filter": _filter(rule)} for rule in written["Rule"]]
    return self.serialized(ActionResult({"ReplicationConfiguration": {"Role": written["Role"], "Rules": rules}}))


def _filter(rule):
    return {"Prefix": (rule.get("Filter") or {}).get("Prefix") or ""}
