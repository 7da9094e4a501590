"""Judges the arguments of `aws s3control create-job`, a JSON object on stdin, by AWS's own model of the call.

No emulator here has S3 Batch Operations. botocore carries the model that the AWS CLI refuses bad arguments by.
"""

import json
import sys

import botocore.session
from botocore.validate import ParamValidator

shape = botocore.session.get_session().get_service_model("s3control").operation_model("CreateJob").input_shape
report = ParamValidator().validate(json.load(sys.stdin), shape)
print(json.dumps(report.generate_report().splitlines()))
