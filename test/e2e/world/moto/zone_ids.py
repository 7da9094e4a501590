"""The id of a hosted zone begins with Z, as every one of AWS's does; moto's begins with any letter or digit."""

from moto.route53 import models


def close() -> None:
    any_id = models.create_route53_zone_id

    def zone_id(*args, **kwargs):
        return "Z" + any_id(*args, **kwargs)[1:]

    models.create_route53_zone_id = zone_id
