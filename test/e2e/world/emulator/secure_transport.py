"""Requests count as made over TLS.

AWS endpoints are https, and bucket policies that deny anything else are good practice. MiniStack serves plain HTTP on
loopback, and would let such a policy deny everything.
"""

from ministack.core import iam_evaluator


def close() -> None:
    resolve = iam_evaluator._resolve_condition_key

    def resolve_over_tls(key, context):
        return "true" if key.lower() == "aws:securetransport" else resolve(key, context)

    iam_evaluator._resolve_condition_key = resolve_over_tls
