"""The id of a hosted zone begins with Z, a distribution's with E, as every one of AWS's does; moto's with anything."""

from moto.cloudfront import models as cloudfront
from moto.route53 import models as route53


def close() -> None:
    zone_id = route53.create_route53_zone_id
    route53.create_route53_zone_id = lambda *args, **kwargs: "Z" + zone_id(*args, **kwargs)[1:]
    make = cloudfront.Distribution.__init__

    def make_with_id(self, *args, **kwargs):
        make(self, *args, **kwargs)
        own = self.id
        self.id = self.distribution_id = "E" + own[1:]
        self.arn = self.arn.replace(own, self.id)

    cloudfront.Distribution.__init__ = make_with_id
