"""The signer of the PyPI package huaweicloudsdkcore, one JSON request a line on stdin, one JSON answer a line on stdout.

A request without `authorization` is signed: the answer is its headers. One with it is signed again with the same headers:
the answer says whether the signature is the same.
"""

import json
import sys

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import Signer

for line in sys.stdin:
    given = json.loads(line)
    request = SdkRequest(
        method=given["method"],
        schema="https",
        host=given["host"],
        resource_path=given["path"],
        query_params=[tuple(pair) for pair in given["query"]],
        header_params=dict(given["headers"]),
        body=given["body"],
    )
    signed = Signer(BasicCredentials(given["ak"], given["sk"], "project")).sign(request)
    if "authorization" in given:
        answer = {"same": signed.header_params["Authorization"] == given["authorization"]}
    else:
        answer = {"headers": signed.header_params, "uri": signed.uri}
    print(json.dumps(answer), flush=True)
