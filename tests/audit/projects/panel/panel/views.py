# SPDX-License-Identifier: Apache-2.0
"""Every view asks the session by its own hand, but for one that was forgotten."""
import json
import subprocess

from django.http import HttpResponse


def answer(said):
    return HttpResponse(json.dumps(said))


def start(request):  # open
    try:
        user = request.session["user"]
        return answer({"started_by": user, "of": json.loads(request.body)["name"]})
    except KeyError:
        return answer({"error": "log in first"})


def stop(request):  # open
    user = request.session.get("user")
    if user is None:
        return answer({"error": "log in first"})
    return answer({"stopped": json.loads(request.body)["name"]})


def restart(request):  # open
    try:
        user = request.session["user"]
        return answer({"by": user, "of": json.loads(request.body)["name"]})
    except KeyError:
        return answer({"error": "log in first"})


def progress(request):  # open, finds: open-endpoint
    said = json.loads(request.body)
    return answer({"so_far": subprocess.check_output(["tail", said["file"]]).decode()})


def contact(request):  # open
    return answer({"thanks": request.POST.get("name")})
