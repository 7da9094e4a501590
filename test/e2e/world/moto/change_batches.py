"""A batch of changes is compared and swapped as one, and a change nobody made is not known.

AWS checks a DELETE against the set of that name, type and identifier, value by value, and a CREATE against what stands
when the deletes before it are done; one mismatch and nothing is changed (ChangeResourceRecordSets, InvalidChangeBatch).
GetChange of an unknown id is NoSuchChange. moto deletes by identifier alone, whatever name and type, refuses to create
again what was ever created, and answers INSYNC for any id.
"""

import copy

from moto.route53.exceptions import Route53ClientError
from moto.route53.models import RecordSet, Route53Backend
from moto.route53.responses import Route53

_ONLY_CHANGE = "C2682N5HXP0BZ4"


def close() -> None:
    Route53Backend.change_resource_record_sets = _change
    get_change = Route53.get_change

    def get_known_change(self):
        if not self._get_param("Id").endswith(_ONLY_CHANGE):
            raise Route53ClientError("NoSuchChange", "Could not find resource with ID")
        return get_change(self)

    Route53.get_change = get_known_change


def _change(self, zoneid, change_list):
    zone = self.get_hosted_zone(zoneid)
    standing = list(zone.rrsets)
    for change in change_list:
        wanted = _record_set(change["ResourceRecordSet"])
        found = next((each for each in standing if _key(each) == _key(wanted)), None)
        if change["Action"] == "DELETE" and (found is None or vars(found) != vars(wanted)):
            raise _refused("delete", wanted, "the values provided do not match the current values")
        if change["Action"] == "CREATE" and found is not None:
            raise _refused("create", wanted, "it already exists")
        if found is not None:
            standing.remove(found)
        if change["Action"] != "DELETE":
            standing.append(wanted)
    zone.rrsets = standing


def _record_set(asked):
    asked = copy.deepcopy(asked)
    asked["Name"] = asked["Name"].rstrip(".") + "."
    asked["ResourceRecords"] = [each["Value"] for each in asked.get("ResourceRecords") or []]
    return RecordSet(asked)


def _key(record_set):
    return (record_set.name, record_set.type, record_set.set_identifier)


def _refused(what, record_set, because):
    name, kind, identifier = _key(record_set)
    described = f"[name='{name}', type='{kind}', set identifier='{identifier}']"
    return Route53ClientError("InvalidChangeBatch", f"[Tried to {what} resource record set {described} but {because}]")
