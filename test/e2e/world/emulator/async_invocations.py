"""EventBridge and SNS invoke functions asynchronously.

On AWS such an event goes through Lambda's own queue: two retries after an error, then the dead-letter queue, and a
throttled event (reserved concurrency) waits in that queue for up to six hours (aws-facts.md, 4 and 10). MiniStack has
that queue for `Invoke` with type Event, but runs EventBridge's and SNS's events once, and counts a throttle as an error.
"""

import contextvars
import time

from ministack.services import lambda_svc

_THROTTLED_FOR_AT_MOST_SECONDS = 120
_queued = contextvars.ContextVar("queued", default=False)


def close() -> None:
    execute = lambda_svc._execute_function
    retry = lambda_svc.invoke_async_with_retry
    run_once = lambda_svc._execute_function_with_config_scope

    def wait_while_throttled(func, event):
        result = execute(func, event)
        give_up_at = time.monotonic() + _THROTTLED_FOR_AT_MOST_SECONDS
        while _queued.get() and result.get("throttle") and time.monotonic() < give_up_at:
            time.sleep(0.1)
            result = execute(func, event)
        return result

    def queue(func, event):
        token = _queued.set(True)
        try:
            # It copies the context into its own thread, so the mark travels with this event alone.
            retry(func, event)
        finally:
            _queued.reset(token)

    def queue_events(func, event):
        if comes_from_a_service(event):
            queue(func, event)
            return {"body": None, "error": False, "log": ""}
        return run_once(func, event)

    lambda_svc._execute_function = wait_while_throttled
    lambda_svc.invoke_async_with_retry = queue
    lambda_svc._execute_function_with_config_scope = queue_events


def comes_from_a_service(event) -> bool:
    if not isinstance(event, dict):
        return False
    from_a_rule = "detail-type" in event and "detail" in event
    records = event.get("Records")
    from_a_topic = isinstance(records, list) and any(r.get("EventSource") == "aws:sns" for r in records)
    return from_a_rule or from_a_topic
